/** What Arabic writes together with a word: each beginning with the empty one. Read by spelling.ts. */
export const FORMS = {
  /** Article and prepositions before a plain noun. */
  clitics: ' ال بال فال كال لل عال هال ب ل ك',
  /** Before a verb, in the dialects. */
  prefixes:
    ' ي ت ن ا بي بت بن با هي هت هن ها حي حت حن حا سي ست سن سا ح ه م مي مت من ما مب مبي مبت مبن ماي مات مابي مابت ات يت بيت هيت تت بتت ال بال لل ب ل ك',
  /** After a verb or a noun. */
  endings:
    ' ه ها هم هن هو و وا ك كم كو كن ي ني نا نه يه ته تها تهم تهو تي تك تكم تنا ت تو وه وها وهم وني ونا ين ون ات ان اتي اته اتهم اتنا يني ينه لي لك له لها لهم لنا لو ليه وهو تين نو يت ا تا يا تان ولي ولنا وله ولها يلي يله يلنا',
};
