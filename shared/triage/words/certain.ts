/**
 * Frames that settle it: ideas that stand near one another in one sentence, now and not denied, and mean danger to life
 * whatever else the message says (rules.ts, CERTAIN). `{a} ~ {b}` is either order, eight words apart at most.
 */
export const CERTAIN_FRAMES = {
  dangerHere: `{help} ~ {fire}|{help} ~ {collapse}|{help} ~ {shelling}|{help} ~ {shooting}|{help} ~ {armed}|{shelling} ~ {onUs}|{armed} ~ {enter}|{hiding} ~ {enter}|{hiding} ~ {armed}|{collapse} ~ {onUs}|{under} ~ {persons}|{under} ~ {kin}|{boat} ~ {waterIn}|{boat} ~ {engineDead}|{sea} ~ {engineDead}`,
  bodyFails: `{help} ~ {bleed}|{help} ~ {wound}|{help} ~ {faint}|{help} ~ {breathless}|{blood} ~ {heavy}|{bleed} ~ {heavy}|{faint} ~ {fell}|{heart} ~ {sudden}|{smoke} ~ {breathless}|{dying} ~ {kin}`,
  childWithNobody: `{child} ~ {alone}|{youth} ~ {alone}|{child} ~ {parentGone}|{infant} ~ {parentGone}|{child} ~ {found}|{infant} ~ {found}`,
  heldForMoney: `{abduct} ~ {kin}|{abduct} ~ {sum}|{demand} ~ {sum} ~ {threat}|{taken} ~ {torture}|{gangWord} ~ {taken}|{voiceOf}`,
  lifeEnds: `{insulin} ~ {out}|{insulin-}|{find-} .. {insulin?}|{oxygen} ~ {out}|{oxygen} ~ {left}|{oxygen} ~ {powerOut}|{oxygen} ~ {flat}|{dialysis} ~ {missed}`,
  thirstHere: `{waterOut} ~ {shooting}|{waterOut} ~ {cannotMove}|{milkOut} ~ {infant}|{waterOut} ~ {child}`,
  lastWill: `{suicide} ~ {farewell}`,
};
