/** Travel, borders, papers, study, belongings, questions. */
export const AFFAIRS = {
  border: `معبر|المعبر|المعابر|الحدود|حدود|البوابة|بوابة|المنفذ|منفذ|الجمارك|الكرنتينة|قسطل|ارقين|اشكيت|حلفا|السلوم|راس جدير|رأس جدير
|وازن|رفح|المصنع|نصيب|العوجة|border|crossing|checkpoint|customs|ma3bar|el ma3bar|7odood|7odod|7edood|argeen|qustul|2ostol
|salloum|saloum|mosa3ed|=مساعد`,
  port: `ميناء|الميناء|المينا|مينا|الباخرة|باخرة|العبارة|عبارة|سواكن|الرصيف|port|harbour|harbor|ferry|mena|meena|ship`,
  airport: `مطار|المطار|ترانزيت|الترانزيت|الرحلة|رحلتي|رحلتنا|طيارتي|طيارتنا|airport|transit|flight|flights|terminal|layover|matar
|el matar|tranzit`,
  road: `السواق|سواق|السائق|في الصحرا|في الصحراء|الصحرا|الصحراء|على الطريق|الطريق الصحراوي|driver|desert|halfway|on the road|sa7ra`,
  dumped: `نزلنا|سابنا|رمانا|خلانا|اختفى|عطل|عطلت|باظ|باظت|abandoned|sabna|ramana|nazelna`,
  crew: `بحار|بحارة|البحارة|بحارا|طاقم|الطاقم|صياد|صيادين|الصيادين|قبطان|crew|seafarer|seafarers|sailor|sailors|captain|seamen|ba7ar
|ba77ara|sayadeen`,
  stuck: `عالق|عالقين|عالقون|عالقة|علقان|علقانين|معلقين|واقفين|واقف|مرميين|مرمي|متكدسين|متعطلين|محجوزين|محجوز|محجوزة|منتظرين|مستنيين
|مستنين|نايمين|نايم|بايتين|بتنا|ننام|راجعين|رجعونا|رجعوني|ردونا|منعونا|منعوني|ممنوعين|موقفين|موقفينا|موقفيننا|مش راضيين يعدونا
|محدش بيدخلنا|مش عايزين يعدونا|اتلغت|الغت|اتلغى|الغيت|ملغية|اتأجلت|اتاجلت|فاتتني|فاتتنا|لينا يومين|stuck|stranded|waiting
|sleeping|slept|not let us|cancelled|canceled|delayed|3al2een|3ale2|3ale2een|wa2feen|wa2fin|mestanneyeen|mestaniyeen|nayemeen
|naymeen|marmeyeen|mesh 3ayzeen ye3adoona|rag3ona|rafdeen|etlaghet|etla8et|mon3ona|mana3oona|طابور|الطابور|الدور طويل|واقفة
|اسمها مش|queue|let other|tabour|taboor|سابتنا|الرحلة الجاية|متحددتش|موقوفة|موقوفين|me2affel|ma2foola|قاعدين في
|مش عايزين يدخلونا|مرجعينا|بيرجعونا|sleep on|sleep in`,
  refusedEntry: `{able-} يعدونا|راضيين يعدونا|يعدونا|يعدوني|يعدوهم|يدخلونا|يدخلوني`,

  evacuate: `اجلاء|الاجلاء|إجلاء|اخلاء|الاخلاء|رحلات العودة|رحلة العودة|رحلات عودة|رحلات الاجلاء|كشوف|الكشوف|كشف|الكشف|الفوج|فوج|افواج
|evacuate|evacuated|evacuating|evacuation|repatriation|convoy|convoys|evac|egla2|ra7alat|fog|kashf|el kashf|koshoof
|ra7alat 3awda|el 3awda|=القافلة|القوافل`,
  goHome: `ارجع مصر|نرجع مصر|يرجع مصر|يرجعوا|نرجع|ارجع|العودة الى مصر|العودة الي|العودة إلى|العودة|عودتي|عودتنا|انزل مصر|ننزل مصر|انزل
|ننزل|نسافر مصر|نسافر|اسافر|السفر|سفر|نوصل مصر|نطلع|نمشي|مغادرة|المغادرة|نغادر|اغادر|نكمل لمصر|رجعونا|رجعوني|رجعوهم|ترجعونا
|نطلع مع|go home|want to leave|want to return|to leave|to return|return|travel|arga3 masr|nerga3 masr|arga3|nerga3|nrga3|yerga3
|anzel masr|nenzel|asafer|nsafer|nesafer|nemshy|3awda|el 3awda|safar|اعدي|نعدي|يعدي|تعدي|نعبر|اعبر|cross|way from|departure
|departures|a3ady|n3ady|ne3ady|arawa7|nerawa7|nrwa7|اجازة|ننزل اجازة|دورنا في السفر|السفر من|مغادرة البلاد|متين البصات|للبلد`,
  seat: `مكان|اماكن|مكانين|مقعد|مقاعد|كرسي|كراسي|حجز|احجز|نحجز|اسجل|نسجل|يسجل|تسجيل|التسجيل|بسجل|سجلوني|سجلونا|سجلت|مسجلين|مسجل|اسمي
|اسماءنا|اسامينا|الاسماء|تذكرة|تذاكر|seat|seats|register|registered|registration|list|book|booking|ticket|tickets|spot|spots
|asaggel|nsaggel|nesaggel|tasgeel|makan|a7gez|n7gez|tazaker|tazkara|esmy`,
  ride: `اتوبيس|الاتوبيس|اتوبيسات|باص|الباص|الباصات|باصات|بص|البص|البصات|بصات|طيارة|الطيارة|طيارات|طائرة|الطائرة|طيران|سفينة|السفينة
|عبارة|مركب|باخرة|قطر|القطر|قطار|مواصلة|مواصلات|نقل|عربية|bus|buses|plane|flight|flights|ship|ferry|train|transport
|transportation|car|convoy|otobis|otobees|tayara|tayaran|safina|3abbara`,
  travelWish: `{want} .. {goHome}|{want} .. {evacuate}|{want} .. {seat} .. {ride}|{want} .. {seat}|{want} .. {ride}|{seat} .. {ride}
|{seat} .. {evacuate}|{seat} .. {goHome}|{evacuate} .. {seat}|الطلب .. {evacuate}|طلب {evacuate}|نفسي {goHome}
|امتى ينفع {goHome}|مستني .. {evacuate}|مستنيين .. {evacuate}|منتظر .. {evacuate}|ننتظر .. {evacuate}|هل ننتظر الفوج
|ننتظر .. نتحرك|ta3limat el tala3|waiting .. {evacuate}|{evacuate} me|{evacuate} us|for {evacuate}|need {evacuate}
|request .. {evacuate}|{can} {goHome}|how .. {goHome}|ازاي {goHome}|كيف {goHome}|نقدر {goHome}|ممكن {goHome}|{goHome} امتى
|امتى {goHome}|امتى .. {goHome}|{goHome} ازاي|{goHome} كيف|اتوبيس .. امتى|امتى .. {ride}|{ride} .. امتى|next {ride}
|when .. {ride}|first {ride}|اول طيارة|اول اتوبيس|اول فوج|مع اول|نركب|اركب|نركبه|get on the|join the convoy|looking to {goHome}
|trying to {goHome}|hope to {goHome}|hoping to {goHome}|plan to {goHome}|وصلونا|توصلونا|يوصلنا|يوصلونا|توصلنا|خدونا|تاخدونا
|ياخدونا|رحلونا|نقلونا|انقلونا|تنقلونا|ارحلونا|organised departure|can we join|{want} .. {leave}|{want} {leave}
|الطلب ~ {evacuate}|نتحط في|مع اللي ماشيين|متين {ride}|متين .. {ride}|{ride} .. متين|{ride} الجاية|بنستنى دورنا|on the list
|on the next {ride}|tare2a anzel|fe tare2a .. {goHome}|{seat?} .. {ride}|تحجزولنا|احجزولنا|put me on|put us on|رجوع مصر`,
  want: `عايز|عايزة|عايزين|عاوز|عاوزة|عاوزين|عايزه|داير|دايرة|دايرين|بدي|بدنا|ابغى|ابغي|نبغى|ابي|نبي|اريد|نريد|ارغب|نرغب|ارجو|نرجو|نود
|اود|محتاج|محتاجين|نحتاج|احتاج|نفسي|نفسنا|ودي|حابب|حابين|اطلب|نطلب|بطلب|طلبت|طالب|تمنى|ممكن|ينفع|نقدر|مستني|مستنيين|منتظر
|منتظرين|قدمت|حاجز|حاجزين|يريد|يرغب|ترغب|يود|wants|want|wanna|need|needs|would like|like to|wish|hope|request|requesting
|asking for|please|interested|plan|try|trying|ready|3ayez|3ayz|3ayza|3ayzeen|3awez|3awz|m7tag|me7tag|me7tageen|nefsy|nfsy
|mestanny|mestanneyeen|نأمل|آمل|نتطلع`,
  can: `can|could|how|how do|ممكن|ينفع|نقدر|ازاي|كيف|كيفن`,

  // Papers and the rest of everyday consular work.
  papers: `باسبور|الباسبور|جواز|جوازات|الجواز|تاشيرة|تأشيرة|التاشيرة|فيزا|الفيزا|اقامة|الاقامة|اقامتي|شهادة ميلاد|شهادة وفاة|شهادة|شهادات
|قيد عائلي|شهادة قيد|قيد|بطاقة|البطاقة|رقم قومي|توكيل|توكيلات|التوكيل|توثيق|تصديق|تصديقات|التصديق|اختام|قسيمة|عقود|وثيقة|وثيقه
|وثائق|مستندات|المستندات|الاوراق|اوراق|اوراقي|ورق|الورق|الاوراق المطلوبة|فيش|تجنيد|الجيش|اعفاء|معاش|المعاش|ميراث|تجديد|اجدد
|نجدد|استخراج|استخرج|نستخرج|بدل فاقد|جنسية|الجنسية|رخصة|كارنيه|غرامة|غرامات|تامينات|passport|passports|visa|visas|residency
|iqama|certificate|certificates|poa|notary|notarize|attestation|attest|apostille|legalization|legalize|legalise|stamp|document
|documents|paper|papers|paperwork|police clearance|clearance|exemption|pension|inheritance|renew|renewal|extend|nationality
|citizenship|permit|licence|license|gawaz|basbor|bet2a|beta2a|betaqa|tawkeel|tawkil|tawkeelat|shahadet|shahada|shehadet|agaded
|agadded|tagdeed|e2ama|ekama|2ekama|ta2sheera|taashira|viza|wara2|awra2|wra2|2eid|qeid|tawse2|tawthee2|ma3ash|overstay
|اطلعله رقم|يطلعله|grades|نستخرجله|a3mel tawkeel`,
  lost: `ضاع|ضاعت|ضايع|ضايعة|اتسرق|اتسرقت|اتسرقنا|سرقوا|سرقو|سرق|مسروق|انسرق|انسرقت|فقدت|فقد|وقع مني|نسيت|اتنسى|تلف|lost|stolen|stole
|robbed|missing|misplaced|forgot|damaged|da3|da3et|day3a|etsara2|etsara2et|sara2o`,
  belongings: `شنطة|شنطتي|شنط|شنطي|الشنط|شنطتنا|حقيبة|حقائب|امتعة|الامتعة|امتعتي|عفش|العفش|عفشي|عفشنا|حاجتي|حاجتنا|حاجاتي|حاجياتي|اغراضي
|اغراض|الاغراض|متعلقات|متعلقاتي|مقتنيات|لابتوب|اللابتوب|دهب|الذهب|مجوهرات|عربيتي|سيارتي|محفظة|محفظتي|فلوسي|فلوسنا|مستحقاتي
|مستحقات|حوالة|حولت فلوس|حسابي|البنك|تعويض|تعويضات|مدخراتي|suitcase|suitcases|luggage|baggage|belongings|furniture|laptop
|laptops|jewelry|jewellery|gold|wallet|savings|compensation|refund|shanta|shantety|shantty|shonat|shonta|3afsh|3afshy|7agty
|7agaty|a8rady|aghrady|floosy|felousy|folosy|mosta7a2at|dahab|بضاعتي|بضاعة`,
  study: `امتحان|امتحانات|الامتحان|الامتحانات|هتمتحن|يمتحن|نمتحن|مدرسة|المدرسة|مدارس|المدارس|ثانوي|الثانوية|ثانوية|اعدادي|ابتدائي|جامعة
|الجامعة|جامعتي|جامعات|كلية|الكلية|كليتي|طالب في|طلاب|الطلاب|دراسة|الدراسة|دراستي|ادرس|منحة|المنحة|معادلة|المعادلة|تنسيق
|التنسيق|ابناؤنا|نتيجة|النتيجة|اونلاين|الترم|ترم|سمستر|بيان درجات|الوافدين|exam|exams|school|schools|university|universities
|college|faculty|scholarship|semester|transcript|transcripts|equivalency|equivalence|credits|degree|diploma|academic|admission
|enrol|enroll|tuition|emte7an|emte7anat|gam3a|gam3et|madrasa|madaris|thanaweya|sanaweya|koleya|mo3adla|mo3adalet|ta7weel|manha
|men7a|derasa|natiga|grades|supreme council|years of study`,
  pet: `قطة|قطتي|قطط|قطه|القطة|كلب|كلبي|كلاب|الكلب|حيوان|حيوانات|الاليف|عصفور|ببغاء|كناري|بسة|كديسة|cat|cats|dog|dogs|pet|pets|parrot
|kitten|puppy|bird|vaccination card|vaccinated|otta|2otta|ottety|2ottety|2otat|kalb|kalby|kelab`,
  papersRequest: `تجديد|اجدد|نجدد|يجدد|استخراج|استخرج|نستخرج|بدل فاقد|توكيل|توثيق|تصديق|شهادة ميلاد|شهادة وفاة|شهادة قيد|معاش|المعاش|ورث|ميراث
|renew|renewal|poa|attestation|legalize|police clearance|agaded|tagdeed|tawkeel|shahadet|bet2a|beta2a|betaqa|اطلعله رقم
|رقم قومي|اتولد|agadedha|agadedo|a3mel tawkeel`,
  studyStrong: `امتحان|امتحانات|هتمتحن|ابناؤنا|تنسيق|معادلة|منحة|يحول لجامعة|نتيجة|transcript|scholarship|exam|exams|equivalency|mo3adla
|emte7an|emte7anat|men7a|grades|supreme council|faculty|years of study|proves my`,
  strandedWord: `عالق|عالقين|عالقون|علقان|محجوزين|محجوزة|مرميين|نايمين|stranded|stuck|sleeping|3al2een|naymeen|nayemeen|marmeyeen|بتنا|بايتين
|سابتنا`,
  ask: `ايه|ازاي|كام|بكام|امتى|فين|هل|كيف|كيفن|متى|اين|وين|شو|ليه|لماذا|ماهي|ما هي|ما هو|شنو|اسال|استفسر|استفسار|سؤال|اعرف|نعرف
|معلومات|معلومة|تفاصيل|الافادة|افادة|افادتي|مواعيد|موعد|معاد|ميعاد|رقم|ارقام|عنوان|لينك|رابط|what|when|where|how|which|why
|is there|do you|can i|question|info|information|details|hours|address|link|opening|schedule|website|emta|feen|fein|ezay|kam
|bkam|eh|leh|hal|as2al|as2l|a3raf|n3raf|ma3lomat|rakam|3enwan|mawa3eed|ma3ad`,
  office: `سفارة|السفارة|قنصلية|القنصلية|القنصل|السفير|مكتب|الجوازات|الخارجية|الوزارة|الخط الساخن|embassy|consulate|consular|ministry
|hotline|office|safara|el safara|consleya|2onsoleya|qonsoleya|consuleya`,
  complain: `شكوى|شكوي|اشتكي|بشتكي|اشتكيت|تقصير|اهمال|complaint|complain|rude|shakwa`,
  suggestion: `اقتراح|مقترح|اقترح|ياريت تعملوا|suggest|suggestion|e2tera7|eqtera7`,
  contactless: `؟|الو|=هاي|hello|hi|hey|=سلام|alo|salam`,
  shelter: `مأوى|ماوى|نبات|في الشارع|بالشارع|خيمة|خيمه|طردونا|طردنا|مطرودين|shelter|homeless|evicted|malgaa|fel share3`,
  mistreat: `بيعاملني|بيعاملونا|بيستغل|استغلال|يستغل|بيشغلونا|بيشغلني|تحرش|بيتحرش|ضربني|بيضربني|بتضربني|بيهددني|حابسني|حبسني|abuse|abused
|abusing|exploited|exploitation|harass|harassment|harassed|overworked|housemaid|maid|beyshaghalona|ma7bosa 3and|7absny|7abesny
|bydrabny|betdrabny|beydrabny`,
  travelTopic: `{ride}|{goHome}|{evacuate}|{border}|{seat}|نتحرك|اتحرك|نركب|اركب|departure|trip|route|leave|leaving|التجمع`,
};
