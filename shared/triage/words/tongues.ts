/** Small words by which a language or a dialect is known. Read by facts.ts. */
export const TONGUES = {
  arabizi:
    'el w f fe fi men mn mesh msh mish mosh ana e7na ehna enta ento howa heya da de di ya bas 3ala 3la 3an ma3 3and lel bel wel fel 7ad eh leh ezay emta feen fein kda keda awi gedan lw law 3ashan 3shan lesa ba2a tab tayeb salam rabena inshallah msa2 sba7 yarab ya3ni kol kolo ay mafish mfish 3ayez 3ayz aywa la2 wala aw ila hena hnak dlwa2ti bokra embare7 shokran walahi wallahi allah gama3a',
  english:
    'the is are was were am be been and or of to in at on for from with without my our we i you he she they his her their them him us me it this that there here have has had do does did not no can cannot cant could would should will please need want help if when where what how who which any some all very since after before now today tomorrow yesterday about out by as an a but so just still one two',
  sudanese:
    'داير دايرين دايره زول هسع نحن ديل دي شنو كيفن وين مافي ليهو عندو الشفع مرتي بتاعنا موية المويه ياخ كتر لي دا ناس لينا وحدو براهو قاعدين حق',
  egyptian:
    'مش عايز عايزين عايزه عاوز احنا ده دي دلوقتي امبارح مفيش بتاع بتاعه ازاي ايه فين اللي النهارده بقاله بقالنا كده حد لسه محدش معايا علشان عشان بقالي جوزي مراتي',
  levantine: 'عم شو هلق بدي بدنا هون كيف منيح ولادي ليش حدا هيك',
};
