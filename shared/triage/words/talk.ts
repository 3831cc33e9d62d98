/** Words about the talk itself: denial, hearsay, past, jokes, thanks, advertising. They say how much the other words weigh. */
export const TALK = {
  // What denies the words after it. `noThing` denies things («مفيش مصابين»), `notDo` what is done («مش قادر»).
  noThing: `=مفيش|=مافيش|=مفيهاش|=مافيهاش|=مفيهوش|=مفيناش|=ماكو|=مكو|=مافي|=ما في|=مافيه|=ما فيه|=محدش|=ماحدش|=محد|=ما حد|=ما حدا|=ماحدا
|=ولا حد|=ولا واحد|=لايوجد|=لا يوجد|=لا توجد|=لاتوجد|=ليس|=ليست|=ليسوا|=ليس لدينا|=بدون|=بلا|=من غير|=من دون|=دون|=معندناش
|=ماعندناش|=معندهاش|=معندهمش|=معندوش|=معندهوش|=معنديش|=ماعنديش|=ما عندنا|=ما عندي|=ما عنده|=ما عندهم|=ماعندنا|=ما معنا|=ممعناش
|=معناش|=معيش|=معهاش|=معهوش|=معهمش|=ممعيش|=ممعاناش|=معادش|=مابقاش|=مبقاش|=مبقيش|=انعدام|=ماعاد|=ما عاد|=ولا زول|=ما ضل|=ما ظل
|=ما بقى|no|none|without|nobody|no one|noone|dont have|doesnt have|didnt have|not any|not have|zero|havent any|no any|=بعيد عن
|=بعيدة عن|=بعيدين عن|far from|away from|=لا في|=لا فيه|=لا عندنا|=لا عندي|=لا حد`,
  notDo: `=مش|=مو|=موش|=مب|=مهو|=مهوش|=ماهو|=ما|=لا|=لم|=لن|=ولا|=لسه ما|=عدم|=غير قادر|=مهم مش|=ماني|=مانيش|=منيش|=مني|=مانا|=ماقدرت
|=ماقدر|not|never|neither|nor|nothing|cant|cannot|can not|dont|didnt|doesnt|isnt|wasnt|arent|werent|wont|havent|hasnt|couldnt
|wouldnt|unable|hardly|barely|aint`,
  // After these «ما» is no denial.
  noDenial: `زي ما|كل ما|بعد ما|قبل ما|لحد ما|لغاية ما|اول ما|وقت ما|ساعة ما|مثل ما|متل ما|حسب ما|عند ما|طول ما|بدل ما|يوم ما|ماشاء الله
|ما شاءالله|مش بس|مو بس|ليس فقط|not only|لا تنسوا|no problem|مفيش مشكلة|مفيش مشاكل|no matter|زي ما هو|قد ما|كيف ما|ياما|مش كده
|مش هزار|no joke|no kidding|ما زال|مازال|ما زالت|مازالت|لا زال|لازال|لا يزال|ما زلنا|مازلنا`,
  but: `=بس|=لكن|=ولكن|=لكنه|=لكنها|=انما|=الا|=غير|=عشان|=علشان|=لان|=لانه|=لانها|=بسبب|=عايزين|=عايز|=عايزه|=محتاج|=محتاجين|=داير
|=دايرين|=بدي|=بدنا|=كلنا|=احنا|=نحن|=الحمد|=عم|=المهم|=يعني|=حتي|=لحد|but|only|just|because|however|until|since|except|we|yet`,

  // Figures of speech. What `figure` covers says nothing.
  dying: `موت|ميت|متنا|متت|طق|انفجر|هلك|قتل|خنق|هلكان|مخنوق|dying|die|dead|starving|hamoot|hanmoot|bamoot|hamot|mayet|mayta`,
  trifle: `الحر|الحرارة|البرد|الضحك|الملل|الزهق|القرف|الشوق|الفضول|الانتظار|الكسوف|الاحراج|التعب|الغيظ|الروتين|القعدة|الزحمة|الطابور
|الكسل|النوم|الاسعار|الغلا|القعده|السيستم|الموقع|الرطوبة|المذاكرة|=heat|boredom|laughing|laughter|curiosity|bureaucracy|waiting
|suspense|queue|paperwork|excitement|envy|embarrassment|7ar|de7k|malal|zaha2|ta3ab|2araf|shoo2|entezar`,
  price: `سعر|اسعار|ايجار|ايجارات|تذاكر|تذكرة|الدولار|الدنيا|الجروب|الماتش|المباراة|المدرجات|الفيس|السوق|الرسوم|price|prices|rent
|tickets|as3ar`,
  figure: `{dying} من {trifle}|{dying} .. {laugh}|{trifle} .. {dying}|{dying} =of {trifle}|{dying} =from {trifle}
|{dying} from the {trifle}|موت على|موت في|موت =واعرف|موت =واشوف|موت =وارجع|موت =وانزل|موت =واسافر|موت =ونرجع|موت =ونعرف
|موت =واكل|موت =وانام|موت =وافهم|موت =ونسافر|=hamoot w a3raf|=hamoot 3ala|ميت تعب|ميت فيكم|موت فيكم|موت اعصاب|بتموتوني
|هتموتونا ضحك|هيموتني|دماغي ضربت|ضربة حظ|ضربة معلم|{price} {nar}|{price} {wala3}|{price} .. نار|{wala3} =نار|الجو نار
|الجو {wala3}|الحر {wala3}|نار الغربة|نار الشوق|نار الفراق|نار جهنم|قلب بيتقطع|قلب مقطوع|قلب {wala3}|قلب .. نار|قلب محروق
|قلب بيتحرق|قلب مكسور|قلب اتكسر|قلب انكسر|قلب نزف|قلب بينزف|قلب موجوع|قلب مقهور|قلب وقع|قلب هيقف|قلب معاكم|قلب عندكم|كسر ضهر
|كسر ظهر|الغربة كسرت|الغربة بتقتل|دم محروق|حرق دم|حرقة دم|دم بيغلي|دم فار|دمه خفيف|دمه تقيل|خبر قنبلة|عرض قنبلة|مفاجأة قنبلة
|قنبلة الموسم|زي الصاروخ|زي الطلقة|غرقان شغل|غرق ديون|خطف قلب|خطف الانظار|اختطف الاضواء|خطف لون|خطف رجل|عذاب الانتظار
|تعذيب للناس|تعذيب والله|معذبين|بيعذبنا السيستم|الموقع مات|الموقع وقع|الموقع ميت|السيستم مات|السيستم وقع|السيستم واقع
|الموقع واقع|الموقع مضروب|النت مات|الموبايل مات|التليفون مات|الشارع ميت|جاب .. جلطة|جلطة من|هتجلط|هيجيلي جلطة|هتشل|اتشليت
|طلع روح|روح طلع|طلع عين|حرب اسعار|حرب الاسعار|حرب نفسية|حرب اعصاب|دوخ على|دوخ بين|دايخ على|دايخ بين|دخت على|بيدبحونا|اتشوينا
|ولع كومنتات|انتحار مهني|ده انتحار|dying to|dying for|to death|killing me|killing us|killing time|kill time|dead tired
|dead serious|dead line|dead link|dead end|died laughing|die laughing|heart attack when|broken heart|heart bleeds|heart burning
|burning question|burning desire|burning money|burnt out|burned out|drowning in|shoot you|photo shoot|screen shot|flu shot
|bombarded with|head exploding|phone exploded|mind blown|website crashed|site crashed|app crashed|system crashed|is torture
|like torture|pure torture|a torture|under fire|fired from|got fired|was fired|ceasefire|cease fire|fire exit|bullet point
|bullet points|life saver|stroke of|nightmare|war on|دمي محروق|دمي اتحرق|دمي بيغلي|حرقة دمي|حرق دمي|labour camp|labor camp
|labour market|labour office|labor office|جيب .. الضغط|تجيب .. الضغط|رفعتوا ضغط`,
  nar: `=نار|=النار|nar`,
  wala3: `ولع|مولع|والع|wal3et|walla3`,
  laugh: `ههه|هههه|ههههه|هاها|lol|lmao|haha|hahaha|hahahaha|hhhh|hhhhh|hehe|rofl|😂|🤣|😅|😆|=اللي يضحك`,

  // Heard from others, read, seen: a story, not a report.
  hearsay: `الناس قال|ناس قال|ناس بتقول|الناس بتقول|ناس بيقولوا|عم يقولوا|عم بيقولوا|قالولنا ان|واحد قال|واحد بيقول|صاحبي بيقول|حد قال
|حد بيقول|سمعت|سمعنا|سمع ان|سامع ان|سامعين ان|سامعين انه|سامعين انو|متداول|تداول|منتشر|انتشر|نشر|منشور|بوست|شفت على|شفت فيديو
|شوفت فيديو|شفت بوست|قريت|قرأت|تيك توك|فيسبوك|الفيس|الفيسبوك|تويتر|في الاخبار|الاخبار|نشرة الاخبار|جروب|جروبات|الجروبات|قروب
|القروبات|منقول|اشاعة|اشاعات|شائعة|شائعات|يزعم|يقال|بيتقال|اتقال|قيل|مصادر|they say|people say|people saying|somebody told
|someone told|someone said|somebody said|hear that|heard that|i read|we read|rumor|rumour|going around|circulating|post says
|post saying|video says|video shows|news says|news said|breaking news|headline|reportedly|allegedly|on facebook
|telegram channel|viral|twitter|tiktok|article|bey2olo|bey2oolo|by2olo|byo2olo|bte2ol|bt2ol|sme3t|seme3t|sm3t|seme3na|sme3na
|sm3na|esha3a|esh3a|2esha3a|2oly en|2alo en|nazel 3al|el face|اللهم|ربنا يحفظ|يارب احفظ|اللي قال|اللي بيقول|قالك ان
|forwarded a clip|forwarded this|a clip of|old footage|footage|نازل بوست|صورة نازلة|الصورة اللي نازلة|اللي نازل|اللي نازلة
|نازل خبر|خبر نازل|=بيقولوا|=بيقولو|=يقولون|=بقولو|=بقولوا|=ويقولون`,
  truthAsked: `صح ولا|صحيح ولا|حقيقي ولا|حقيقه ولا|بجد ولا|فعلا ولا|هل صحيح|هل الخبر|هل فعلا|هل حقيقي|هل حقا|مدى صحة|صحة الخبر|صحة هذا
|صحة الكلام|صحة ما|صحة الانباء|كلام ده حقيقي|خبر صح|خبر صحيح|ده صح|دا صح|ده حقيقي|ده صحيح|دا صحيح|ده بجد|صحيح كلام|صحيح خبر
|صح كلام|كلام صح|كلام صحيح|كلامهم صح|حقيقة الخبر|حقيقة ما|عايز اتاكد|عايزين نتاكد|نتاكد من|اتاكد من|للتاكد من|تنفوا|تنفي|تاكدوا
|اكدوا|عندكم معلومة|كلام صاح|صحي الكلام|دا صاح|صاح ولا|الحكي صحيح|حكي صحيح|حكي صح|هالخبر|true or|is that real|fake news|fake or
|confirm|any truth|verify|fact check|sa7 wala|sa7 walla|da sa7|dah sa7|5abar sa7|kalam sa7|sa7ee7 wala|7a2i2y wala|begad wala
|da 7a2i2y|هو صحيح|هو صح|صحيح ان|صحيح انه|صحيح اللي|صح ان|صحيح المعبر|صحيح معبر|بجد ان|فعلا ان|فعلا اللي|معلومة صح|معلومة صحيحة
|الاشاعة|اشاعة ولا|اشاعه والا|خبر كاذب|rumour or|rumor or|howa sa7|howa sa7ee7|sa7ee7 en|sa7i7 en|begad el|صدق ولا|صدق والا
|صدق هالكلام|هالكلام صح|هالكلام صحيح|real or old|real or`,
  // What may happen, or happens to somebody in general.
  supposing: `لو حد|لو حصل|لو واحد|لو حصلت|لو اتصاب|لو احتجنا|لو حصلنا|لو حدث|لو اتقفل|لو اتقفلت|لو قامت|لو الحرب|لاقدر الله|في حالة|في حال
|اذا حدث|اذا حصل|اذا احد|اذا واحد|اذا صار|اذا حد|لو صار|بفرض|نفترض|لو زول|كان حصل|ممكن يحصل|احتياطي|للاحتياط|احتياطا|تحسبا
|بسأل بس|بسال بس|سؤال عام|سؤال افتراضي|if someone|if somebody|if anyone|if anything|if something|in case|what if|should someone
|should anything|hypothetically|suppose|law 7ad|lw 7ad|law 7asal|lw 7asal|law 7asalet|lw 7asalet|law feh`,
  // Time that is over.
  longAgo: `سنة ٢٠١٠|سنه ٢٠١١|السنة اللي فاتت|السنة الفاتت|السنة الماضية|العام الماضي|العام الفائت|قبل سنة|قبل سنتين|قبل سنين|قبل سنوات
|قبل عام|قبل عامين|زمان|ايام الحرب|ايام الثورة|وقت الحرب|قديما|ذكرى|ذكريات|الشهر اللي فات|الشهر الفات|الشهر الماضي|قبل شهرين
|قبل اشهر|وانا صغير|ايام كورونا|ايامها|ساعتها كنا|وقتها كنا|وقتها كنت|last year|years ago|year ago|long ago|last month
|months ago|month ago|last summer|last winter|back then|anniversary|memories|previous war|years back|ages ago|last season
|last ramadan|men zaman|mn zaman|zaman`,
  // The speaker's own trouble is over, or the matter is closed.
  over: `=وصلنا|=وصلت|=وصلو|=وصلوا|وصل بالسلامة|وصلنا بالسلامة|الحمد لله وصل|رجعنا|رجع البيت|رجع بالسلامة|رجع الحمد لله|رجع سالم|روحنا
|خرجنا بالسلامة|طلعنا بالسلامة|=عدينا|=عبرنا|دخلنا مصر|لقيناه|لقيناها|لقيناهم|لقيته|لقيتها|لقيناهو|لاقيناه|لقوه|لقوها|لقوهم
|عثرنا عليه|عثر عليه|تم العثور|كلمني وهو|كلمتني وهي|كلمنا وطلع|طلع بخير|طلع كويس|طلع سليم|اطمنا|اطمنت|اطمأننا|اتطمنا|اتطمنت
|اتحلت|اتحل|انحلت|تم الحل|تم حل|تم الافراج|افرجوا عنه|افرج عنه|=سابوه|=سابوهم|زال الخطر|الخطر زال|بقينا كويسين|بقينا بخير
|=بقى كويس|=بقت كويسة|=بقى احسن|اتعالج وخرج|السيطرة على|سيطروا على|اطفوا|طفوا النار|طفوها|طفيناها|طفيناه|انطفى|انطفت|اتطفت
|اخمدوا|مبقاش محتاج|مبقيناش محتاجين|الكابوس خلص|ربنا نجانا|نجونا|نجينا|جت سليمة|جات سليمة|ولدت بالسلامة|قامت بالسلامة
|وصلت المساعدة|وصل الدوا|رجعت المية|رجعت الكهربا|الكهربا رجعت|المية رجعت|النور رجع|we arrived|i arrived|arrived safe
|arrived safely|have arrived|reached safely|reached home|i reached|we reached|has reached|have reached|reached cairo
|reached aswan|reached egypt|got home|im home|crossed safely|crossed the border|we crossed|found him|found her|found them
|was found|he answered|she answered|is back|came back|came home|returned home|was released|been released|is released|is solved
|solved|resolved|is over|everyone ok|everyone okay|close our case|extinguished|false alarm|discharged|recovered|weselna|wslna
|wasalna|wesel belsalama|rege3na|rge3na|rag3na|la2enah|la2eenah|la2ena|etamenna|etamenet|el kabous 5eles|et7alet|et7allet
|5ragna|3adena|3addena|ba2ena kwayseen|tele3 kwayes|re3na|بطمنكم|نطمنكم|اطمنكم|احب اطمنكم|حابب اطمنكم|طبت|شفيت|اتعافيت|تعافيت
|خفيت|الجرح لم|كلمني دلوقتي|كلمتني دلوقتي|كلمنا دلوقتي|اتصل بينا|طلع بايت|طلعت بايتة|طلع نايم|طلعت نايمة|طلع عند|طلعت عند
|عدو كلهم|عدوا كلهم|اسف على الازعاج|اسفة على الازعاج|لقى تليفونه|turned out|reassure you|etmanena|batamenko|beltamenko
|kallemny delwa2ty|kalemny delwa2ty|نجاتنا|نجاتي|=رجعت بالسلامة|من ليبيا بالسلامة`,
  distant: `{press}|{offer}|{drill}|{fiction}`,
  nowWord: `دلوقتي|دلوقت|هسع|هسة|الان|الآن|حاليا|هلق|هلا|الحين|النهارده|لسه|now|currently|still|today|dlwa2ti|delwa2ty|dlwa2ty`,
  ceased: `=وقف|=وقفت|=هدي|=هدا|هدأ|=سكت|=توقف|=انتهي|=خلص|لسه ما|لسه مجاش|مجاش|ماجاش|ما جا|لسه مبداش|مبداش|ما بدا|لم يبدا|لسه مجتش
|stopped|not started|hasnt started|ended|is over|we2ef|5eles|بعيد عننا|بعيدة عننا|بعيد عنا|بعيدة عنا|بعيد مننا|بعيد مني
|بعيد عني|بعيد|بعيدة|far away|far|ba3eed|b3eed 3anena|ba3eed 3anena`,
  thanks: `شكرا|شكر|متشكر|مشكور|ربنا يبارك|ربنا يكرمكم|ربنا يجازيكم|جزاكم الله|كتر خيركم|كتر خيرك|يعطيكم العافية|الله يعافيكم|بارك الله
|ممنون|thanks|thank you|thx|god bless|grateful|shokran|shukran|yebareklkom|yebarek|teslamo|=تسلم|=تسلمو|=تسلموا|=thank`,
  fine: `كويس|كويسين|كويسه|بخير|تمام|سليم|سالمين|بالسلامة|امان|بامان|في امان|امنين|بسلام|هادي|هادية|هاديه|مستقر|مستقره|مستقرين|مستوره
|مرتاح|مرتاحين|منيح|مناح|بخير وسلامة|طيبين|زي الفل|عال العال|مطمئن|مطمن|قاعدين تمام|safe|fine|okay|ok|alright|well|stable|calm
|quiet|unharmed|kwayes|kwayseen|kwais|kways|tamam|aman|bekheir|b5eir|hadya|kwaysa|kwaiseen|bkheir|be5er`,
  // Not asking for themselves: offers, press, research, exercises, stories.
  offer: `تطوع|متطوع|اتبرع|متبرع|التبرع|تبرع|تبرعات|اقدر اساعد|نقدر نساعد|مستعد اساعد|مستعدين نساعد|مستعد اتطوع|مستعد استقبل
|مستعدين نستقبل|حابب اساعد|حابين نساعد|عايز اساعد|عاوز اساعد|عايزين نساعد|ممكن اساعد|ازاي اساعد|ازاي نساعد|للي محتاج|لو اي اسرة
|لاي حد|اللي محتاج|مجانا|لوجه الله|نوفر سكن|اوفر سكن|شقة فاضية|عربية فاضية|مكان فاضي|استضافة|نستضيف|استضيف|نستقبل|اعرض خدماتي
|بقدر ساعد|فيني ساعد|بدي ساعد|داير اساعد|دايرين نساعد|volunteer|donate|donation|offer my|offering|can host|my services
|3ayez asa3ed|3ayez atbara3|atbara3|atatawa3|motatawe3|=مجاني|بعرض نقل|نقدر نوصل|بنوزع|بنوفر|نفتح بيتنا|بيتي مفتوح|نعالج
|فريق اطباء|فريق طبي|مستعدين ننزل`,
  press: `صحفي|صحفية|صحافي|صحافية|مراسل|جريدة|قناة اخبارية|قناه .. اخبار|تعمل في قناة|من قناة|تحقيق صحفي|تحقيق عن|مذيع|معد برامج|معدة
|برنامج تلفزيوني|تقرير عن|وثائقي|ماجستير|بحث عن|بحث جامعي|باحث|استبيان|احصائيات|احصائية|للتوثيق|التوثيق|اوثق|بودكاست|كتاب عن
|بكتب كتاب|رواية|journalist|reporter|newspaper|tv channel|television|producer|documentary|interview|article about|research
|researcher|thesis|survey|statistics|podcast|our report|correspondent|sa7afy|sa7afeya|نعد تقريرا|تقريرا عن|نعد تقرير
|منظمة حقوقية|حقوقية|مركز دراسات|لقاء مسؤول|مقابلة مسؤول|ngo report|student project|school project|معد|ضيف يحكي|عايزين ضيف
|برنامج في قناة|guest for|حلقة عن|حلقة خاصة|حلقة اذاعية|اذاعية|الاذاعة|المتحدث الرسمي|متحدث رسمي|spokesperson|radio`,
  drill: `تدريب|تدريبات|تجربة انذار|تجربة اخلاء|مناورة|مناورات|تمرين|انذار كاذب|انذار غلط|بالغلط|بالخطا|fire drill|drill|exercise
|rehearsal|simulation|false alarm|tadreeb|tamreen`,
  fiction: `فيلم|مسلسل|رواية|لعبة|ببجي|بابجي|فورتنايت|ماتش|مباراة|كورة|حلمت|حلم|كاريكاتير|movie|episode|pubg|gta|nightmare|joke
|playstation|ملاحظة عن|ملاحظة|بتابع صفحتكم|بيانكم|البيان الاخير|توضيح بخصوص|الناس بتبالغ|كداب|كدب|كذب|كاذب|my comment
|your statement|your post|comment on|video game|a film|a movie|the series|playing pubg|football match`,
  test: `تيست|تست|تجربة|تجربه|بجرب|بنجرب|اختبار|test|testing|tst|tagroba|tagreba|bagarab|ba garrab`,

  // Advertising and wrong numbers.
  advert: `كسبت|فزت|ربحت|جايزة|جائزة|جوائز|مبروك|اضغط|ادخل الرابط|اشترك|عرض خاص|عروض|تخفيضات|خصم|خصومات|لفترة محدودة|محدودة|العدد محدود
|للجادين|للحجز|للتواصل واتس|تواصل واتس|للتواصل واتساب|للتواصل خاص|قرض|قروض|تمويل|بدون ضامن|بدون ضمان|استثمار|استثمر|ارباح|ربح
|دخل اضافي|دخل يومي|من البيت|فوركس|كريبتو|بيتكوين|عملات رقمية|مشروع مربح|فودافون كاش|تحويل فوري|مضمون|عقود عمل|فرص عمل|فرصة عمل
|وظائف|وظيفة|مطلوب مندوبين|مطلوب شباب|مطلوب بنات|راتب مغري|رواتب|سيارة للبيع|شقة للبيع|للايجار|للبيع|توصيل مجاني|متابعين|تخسيس
|شيخ روحاني|جلب الحبيب|فك السحر|روحاني|انشر تؤجر|ارسلها|كورسات|كورس|كوبون|كود خصم|حمل التطبيق|نزل التطبيق|مكيفة|مكيف|الكرسي
|احجز الان|احجز مكانك|سارع|باقات|شاليه|رحلات عمرة|مفروشات|اسعار خاصة|بأسعار|باسعار|you won|winner|congratulations|claim your
|claim now|prize|lottery|click here|click|subscribe|limited offer|limited time|limited places|special offer|discount|promo
|buy now|order now|free shipping|earn|make money|from home|passive income|investment|invest|trading|forex|crypto|bitcoin|usdt
|loan|loans|collateral|casino|betting|visa guaranteed|guaranteed|hiring|vacancy|followers|weight loss|viagra|dating|for sale
|for rent|best price|seo|dear customer|dear beneficiary|inheritance|western union|whatsapp us|dm me|join our|giveaway
|mabrook kesebt|kesebt|ed8at 3ala|3ard 5as|areba7|قبل نفاد|نفاد الاماكن|للفرد|حول الان|حوّل الآن|حول على|التحويل على
|دولار للفرد|مكتب .. للاجلاء|مقعد مضمون|مقاعد مضمونة|تاشيرة مضمونة|تواصل معنا|للاستفسار اتصل|اتصل الان|كلمنا على|كلمنا واتس
|ابعت صورة البطاقة|صورة البطاقة|رقم الكارت|كود التفعيل|الرقم السري|حسابك|بياناتك البنكية|بيانات الفيزا|عمولة|بدون مقدم|بالتقسيط
|تقسيط|مقدم|وفرنالكم|متاح الان|توصيل لباب|عندنا احسن|اقوى عرض|اقل سعر|ارخص|خدمات السفر|حجز فوري|شحن من|شحن الى|بضاعة|منتج
|منتجات|ماركة|الحل النهائي|otp|account suspended|card number|bank details|call now|installments|commission|agency offers
|cheap tickets|lowest price|guaranteed seat|vip|el3ard|3ard mahdood|etasel delwa2ty|7awel delwa2ty|madmoon|madmoona|اللهم
|انشرها|ابعتها لعشرة|ارسلها لعشرة|وهتسمع خبر|your parcel|pay customs|customs fee|عقد عمل|بدون خبرة|الدفع بعد|المستشار|وهتكسب
|http|https|business proposal|million dollars|dear friend|hello dear|beneficiary|للبيع تاشيرات|السعر شامل|كلمنا خاص
|تأشيرات عمرة|استقدام|تأشيرات حرة|تاشيرة حرة|باقل الاسعار|logo|website design|cheap|نوفر عمالة`,
  wrongNumber: `فرخة|فراخ|شاورما|بيتزا|كشري|برجر|سندوتش|ساندوتش|وجبات|الاوردر|اوردر|الطلب اتاخر|المطعم|ديليفري|دليفري|كنتاكي|كولا|سلطة|تورتة
|كوافير|حلاقة|اوبر|سباك|نجار|غسالة|بوتاجاز|فستان|مقاس|مكوجي|موعد الكشف|حجز كشف|مستنيك|مستنيينك|على القهوة|عند القهوة|فينك يا
|الرقم غلط|رقم غلط|نمرة غلط|مين معايا|عيد سعيد|صباح الورد|جمعة مباركة|pizza|burger|wrong number|happy birthday|haircut|plumber
|table for|el order|rakam 8alat|nemra 8alat|gom3a mobarka|طلبية اكل|طلبيتي|معاد الكشف|كشف الاسنان|الاسنان|يا حج محمود|يا اسطى
|ya asta|كرتونتين|كرتونة|شيبسي|المخزن اهو|mestannik|enta fen`,
  link: `http|https|www|bit.ly|t.me`,
};
