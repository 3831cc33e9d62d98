/** Who it is about. */
export const PEOPLE = {
  infant: `رضيع|رضيعة|رضيعه|رضع|الرضيع|الرضيعة|بيبي|البيبي|مولود|مولودة|نونو|baby|babies|infant|newborn|toddler|rade3|radee3|radi3a|beby`,
  child: `طفل|الطفل|طفلة|طفله|اطفال|الاطفال|طفلين|طفلتين|عيل|عيال|العيال|عيالي|عيلين|الولاد|ولاد|اولاد|الاولاد|اولادي|ولادي|ولدين|صغيرين
|صغار|بنوتة|شفع|الشفع|شفّع|شافع|جهال|الجهال|قاصر|قصر|قاصرين|صبي|الصبي|ابناء|ابنائي|بزران|ورعان|يتيم|ايتام|kid|kids|child
|children|minor|minors|orphan|orphans|tefl|atfal|3eyal|3ayel|welad|wlad|wladi|weladi|awlad|soghayar|soghayara|soghayareen
|shofa3|البنتين|الولدين|طفلتان|طفلان|توأم|توام|الصغار|الصغيرين|لبنوتة|صبيين|الصبية|رضيعين|toddlers|schoolkids|twins|el 3eyal
|tefla|toflah|تلاميذ|تلميذ|تلميذة|pupils|pupil|schoolchildren|=صغير|=صغيرة|=الصغيرة|=الصغير`,
  youth: `=ولد|=الولد|=بنت|=البنت|=ابني|=بنتي|=ابنه|=بنته|=ابنها|=بنتها|=بنات|=البنات|=ابن|ابن اخويا|ابن اختي|بنت اختي|بنت خالتي
|ابن خالتي|ابن عمي|بنت عمي|nephew|niece|boy|girl|son|daughter|walad|bent|ebny|benty|=ولدي`,
  teen: `مراهق|teen|teenager|underage|schoolboy|schoolgirl`,
  elderly: `عجوز|عجوزة|عجايز|مسن|مسنة|مسنين|حبوبة|حبوبتي|حبوبه|جدي|جدتي|جده|جدته|تيتا|تيته|جدو|ستي|elderly|grandmother|grandfather|grandma
|grandpa|grandparents|aged|3agooza|3agouz|3agooz|gedo|teta|7aboba`,
  disabled: `معاق|معاقة|اعاقة|قعيد|قعيدة|مشلول|مشلولة|كفيف|كفيفة|ضرير|اعمى|عمياء|اصم|توحد|التوحد|متوحد|داون|disabled|disability|wheelchair
|paralyzed|paralysed|blind|deaf|autistic|autism|mo3aq|mo3a2|tawa7od`,
  parent: `ماما|بابا|امه|امها|امهم|ابوه|ابوها|ابوهم|ابوهو|امهو|والده|والدها|والدهم|والدته|والدتها|والدتهم|والديه|والديها|والديهم|اهله
|اهلها|اهلهم|اهلو|ابوي|امي|ابويا|mom|mum|mother|mama|dad|father|parents|parent|papa|omaha|omohom|omo|aboh|aboha|abohom|abooya
|omy|baba|ahlaha|ahlo|والدا|الوالدين|والدان|والدا الاطفال`,
  guardianLost: `خرج .. رجع|خرجت .. رجع|مرجعش|مرجعتش|مارجعش|ما رجع|ما رجعت|مرجعوش|اختفى|اختفت|اختفوا|مات|ماتت|ماتوا|اتوفى|اتوفت|توفي|توفيت
|توفيا|اتقبض|قبضوا|اعتقل|اعتقلوا|اتاخد|اتاخدت|اتقتل|قتل|قتلوا|استشهد|استشهدوا|استشهاد|مقتل|وفاة|مصاب|مصابة|في المستشفى|مفقود
|مفقودين|تاه|تاهوا|سابتهم|سابهم|سابتها|سابته|سابوه|سابوها|سابوهم|سيبتهم|تركهم|تركتهم|تركته|تركتها|هربت|سافر|سافرت|ما معروف|died
|killed|missing|lost|disappeared|arrested|detained|unconscious|abandoned|ran away|is gone|marga3sh|marga3etsh|marge3sh|marg3sh
|marga3oosh|matet|mat|et2abad|e5tafa|sabhom|sabetha|sabo|sabooha|sabtohom|is dead|was killed|مش بيصحى|مبتصحاش|مابتصحاش|مبيصحاش
|مبتردش|وقعت|اتحبس|اتحبست|اتحجز|اتحجزت|اترحل|اترحلت|خدوه|خدوها|خدوهم|شالوه|شالوها|اتصاب|اتصابت|راح يجيب|خرجت تجيب|وماجاش|وماجتش
|مجاش|مجتش|were taken|deported|mat5osh|marag3osh|5arago`,
  alone: `لوحده|لوحدها|لوحدهم|لوحديهم|لوحدو|لوحدن|وحده|وحدها|وحدهم|وحدو|وحيد|وحيدة|وحيدين|بمفرده|بمفردها|بمفردهم|بمفردهما|براه|براها
|براهم|براهو|براو|بروحه|بروحها|بروحهم|=لحاله|=لحالها|=لحالو|=لحالهم|بلا مرافق|مفيش حد معاه|ليس معه|ليس معها|تايه|تايهة|تايهين
|تاه|ضايع|ضايعة|تائه|تائهة|alone|unaccompanied|no adult|without any adult|nobody with|wandering|lewa7do|lewa7daha|lewa7dohom
|lwa7dohom|le wa7daha|le wa7dohom|lwa7daha|wa7daha|wa7dohom|mafish 7ad ma3aha|tayeh|tayha|tayhin|سلمته|unattended|محدش جه
|ولم يحضر احد|لم يحضر احد|استلامهم|لاستلامهما|يستلمهم|يستلمه|اتفرقو منو|معاي في الدكان|لقيت بنت|لقينا طفل|sits with the
|لقينا بنوتة|found two|no teacher|no adult with|ومش معاها حد|ومش معاه حد|مش معاه حد|مش معاها حد`,
  aloneMe: `لوحدي|لوحدنا|وحدي|وحدنا|بمفردي|براي|برانا|لحالي|alone|lewa7di|lewa7dy|lwa7di|lwa7dena|lewa7dena|wa7di|wa7dena`,
  someoneElse: `الجيران|جيران|الجارة|جارة|جارتهم|الجار|غريب|عند ناس|سواق|سائق|neighbour|neighbor|neighbours|neighbors|stranger|strangers
|driver|geran|el geran|بواب|البواب|حارس|الحارس|الشيخ|القسيس|الكنيسة|الجامع|المسجد|ممرضة|الممرضة|المشرفة|مدرسة|متطوعة|guard
|doorman|clerk|shopkeeper|teacher|nurse|volunteer|landlord|bawab`,
  siblingChildren: `ولاد خالتي|اختي الصغيرة|اخويا الصغير|اخواتي|nephews|nephew|nieces|niece|ابن اخويا|ابن اختي|بنت اختي`,
  myChildren: `عيالي|ولادي|اولادي|اطفالي|ابني|بنتي|بناتي|my kids|my son|my daughter|3eyaly|wladi|weladi|ebny|benty`,
  leftChild: `{child} .. سابوه|{child} .. سابوها|{child} .. تركوه|abandoned {child?}|{child} abandoned|{infant} abandoned`,
  theirPhone: `تليفونه|تليفونها|تليفونهم|تليفوناتهم|تلفونه|تلفونو|تلفونها|موبايله|موبايلها|جواله|جوالها|هاتفه|هاتفها|رقمه|رقمها|خطه|his phone
|her phone|mobaylo|telefono`,
  wife: `مراتي|مرتي|زوجتي|زوجته|المدام|اختي|wife|sister|meraty|mraty|o5ty|مراته|مرته|حرمي`,
  kin: `اخويا|اخوي|اخي|اختي|ابني|ابن|بنتي|ابويا|ابوي|والدي|والدتي|امي|امى|جوزي|زوجي|زوجتي|مراتي|مرتي|خالي|عمي|عمتي|خالتي|ابن عمي
|ابن خالتي|ابن اخويا|قريبي|قريبنا|صاحبي|صديقي|زميلي|زميلنا|خطيبي|خطيبتي|حماتي|خويي|جاري|جارنا|brother|sister|son|daughter
|father|mother|husband|wife|uncle|aunt|cousin|nephew|niece|friend|colleague|roommate|flatmate|fiance|relative|neighbour|a5oya
|akhoya|o5ty|okhty|ebny|benty|abooya|omy|gozy|meraty|mraty|3ammy|5aly|sa7by|zemeely|zameely|waldy|5aty|شقيق|شقيقي|شقيقتي|شقيقه
|والدته|اهلي|اهلنا|والد|نسيبي|عديلي|سلفتي|صديق|صديقتي|frend|freind|mates|room mates|roomates|roomate|my dad|grandson
|granddaughter|relatives|zawgy|zogty|walidi|waldety|sadeeqy|sa7bety|sa7bti|=ولدي`,

  silent: `{respond-}|تليفونه مقفول|تلفونو مقفول|تلفونو قافل|موبايله مقفول|موبايلها مقفول|مفيش اي خبر|ولا خبر|لا خبر|انقطع الاتصال
|انقطع اتصال|فقدنا الاتصال|فقد الاتصال|لا نعرف عنه|ما معروف وين|اخر مكالمة|آخر مكالمة|اخر رسالة منه|مكلمنيش|مكلمناش|متصلش
|ماتصلش|no news|phone is off|unreachable|cannot reach|last message was|last message|last seen|offline|mesh beyrod|mesh btrod
|e5tafa|makalemneesh|معرفش عنهم|one tick|maradetsh|maraddetsh|marad4|maraddesh|maradesh|marodetsh|mabyrodsh|mabtrodsh
|mabyroddsh|حس ولا خبر|عنه حس|معرفة مصير|مصيره|مصيرها|مصيرهم|مصير|dont answer|telefonha ma2fool|مفيش .. خبر|مفيش .. حس|{news-}
|{heard-} .. عنه|{heard-} 3ano|{heard-} from|{heard-} .. him|{heard-} .. her|{phone} ~ {phoneOff}|{phoneOff} {phone}
|{phoneOff} .. {phone}`,
  respond: `بيرد|يرد|بترد|ترد|رد|بيردوا|بيجاوب|يجاوب|جاوب|بيكلمنا|بيتصل|answer|answering|answers|reply|replying|replies|responding|beyrod
|byrod|betrod|btrod|bterod|yerod`,
  gone: `مفقود|مفقودة|مفقودين|مفقوده|فقد|فقدان|اختفى|اختفت|اختفوا|اختفاء|مختفي|مختفية|غايب|غائب|مش لاقيينه|مش لاقينه|مش لاقيينها
|مش لاقينها|مش لاقيين|missing|disappeared|disappear|vanished|whereabouts|maf2ood|maf2oud|maf2od|e5tafa|ekhtafa|وينو|وينه|وينها
|وين ولدنا|ما ظهر|مظهرش|ماظهرش|مابانش|mozaharsh`,
  wentOut: `خرج .. رجع|{backHome-}|راح .. مرجعش`,
  backHome: `=رجع|=رجعت|=رجعوا|يرجع|عاد|عادت|يعد|returned|came back|rege3|rga3|marge3`,
  weAre: `احنا|نحن|إحنا|نحنا|حنا|عددنا|العدد|مجموعة|مجموعتنا|اسرة من|عيلة من|اسرة|عائلة|كلنا|فينا|معي|معايا|we are|were|group of
|family of|us|e7na|ehna|3adadna|ma3aya`,
  persons: `فرد|افراد|شخص|اشخاص|انفار|نفر|نفوس|ناس|واحد|رجالة|شباب|ستات|طلاب|طالب|طلبة|عمال|عامل|مهندسين|بحار|بحارا|صياد|صيادين|زملاء
|people|persons|person|adults|adult|students|workers|men|women|egyptians|engineers|passengers|pax|friends|fard|afrad|nafar
|shabab|tolab|mohandeseen|3omal`,
  single: `انا|انى|ana|i am|im|my|عايز|3ayez|زميل|عامل|شاب|واحد|رجل|سيدة|ست`,
  apart: `مفرقين|اتفرقنا|اتفرقوا|فرقونا|انفصلنا|افترقنا|اتفصلنا|تفرقنا|الناحية التانية|separated|reunite|reunion|reunification|etfara2na
|fara2ona|فرقتنا|نتجمع|نتلم|يجمعنا|تجمعونا|اتفرق|تشتتنا|اتشتتنا`,
};
