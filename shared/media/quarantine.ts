/** Where the public form leaves a photo until `media` has looked at it. Swept after a week. */
export const QUARANTINE = 'quarantine/';
