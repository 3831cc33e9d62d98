/**
 * Ideas that anybody may speak of who is in no danger: family, travel, papers, asking and thanking. However often they were said beside
 * danger, by themselves they make nothing P1: «I am with my mother» is no cry for help.
 */
export const EVERYDAY = [
  'parent kin mine wife adult youth persons weAre withUs respond heardWord keeper lost belongings phone cash sum',
  'border port airport road seat ride want travelWish price visa certificate notary paper evacuate goHome refused',
  'study pet shelter ask hours office complain suggestion contactless',
  'but hearsay truthAsked supposing longAgo over distant ceased thanks fine offer press drill fiction test advert wrongNumber figure laugh',
  'long asked many',
].join(' ');
