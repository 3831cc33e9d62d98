/** Danger to life and to the body, crime, death. Needs of daily life are in needs.ts. */
export const DANGER = {
  // Places where people are, for «قصف على البيت» and «دخلوا البيت».
  home: `بيت|البيت|بيوت|شقة|عمارة|العمارة|عماير|المبنى|مبنى|البناية|بناية|سكن|السكن|الدار|الحوش|السقف|سقف|الحيطة|حيطان|الجدار|الدور
|الطابق|الشباك|الشبابيك|البلكونة|المدرسة|المستشفى|الفندق|الملجأ|البدروم|القبو|الخيمة|الخيام|المخيم|المصنع|المخزن|الاوضة|الغرفة
|المطبخ|الكرفان|المعسكر|السفينة|المركب|عمارتنا|بيتنا|شقتنا|سقفنا|السلم|المدخل|house|home|building|flat|apartment|roof|ceiling
|floor|wall|walls|window|windows|stairs|shelter|basement|hotel|dorm|hostel|tent|camp|room|kitchen|block|compound|hospital
|school|warehouse`,
  onUs: `علينا|فوقنا|فوق راسنا|فوق روسنا|فوق دماغنا|على راسنا|جنب راسي|جوه علينا|on us|at us|our house|our building|our home|our flat
|our roof|next floor|upstairs|above us|3aleina|3alena|fo2na|foo2na`,

  // Fire.
  fire: `حريق|حريقة|حرايق|الحريقة|حراقة|النيران|لهب|اندلع|اشتعل|مشتعل|اشتعال|تشتعل|بيتحرق|بتتحرق|يحترق|تحترق|احترق|احترقت|اتحرق|بتولع
|بيولع|ولعت|ولع في|ولعوا|مولعة|والعة|النار مسكت|النار مسكة|النار شبت|شبت نار|شبت النار|نار شبت|النار في|النار بقت|النار وصلت
|النار طالعة|نار طالعة|نار قامت|قامت نار|النار قامت|النار هبت|ريحة حريق|fire|fires|burning|flames|flame|ablaze|7aree2|7aree2a
|7aree2et|7ari2a|7ar2|betetharaq|beyet7era2|betet7era2|bet7era2|beywala3|betwalla3|betwala3|wel3et|🔥|حرقوا {home}|ولعوا في
|بيحرقوا|حرقوا العمارة|حرقوا البيت|نار بتقرب|النار بتقرب|النار قربت|النار حوالينا|setting fire|set fire|torching|burning our
|houses burning|fire reached|fire close|fire near|انبوبة انفجرت|ماس كهربائي|الحرائق|حرائق|نشب حريق|شب حريق|شب الحريق|النار اكلت
|اكلته النار|النار لحقت|النار طلعت|el nar waslet|nar fel|nar kbeera|el nar|يحترقون|تحترقون|نحترق|بنتحرق|هنتحرق|بيحترق|عم يحترق
|عم تحترق|عم تحرق|caught fire|on fire|burning down|=نار =في {home}|=النار =في {home}|=نار كبيرة`,

  smoke: `دخان|smoke|dokhan|do5an|الدخنة|الدخنه|الدخاخين|da5an|dakhan|el da5an|duxan|smok`,
  smokeHere: `{smoke} ~ {leave-}|{smoke} ~ {stuckIn}|{smoke} ~ {help}|{smoke} .. علينا|علينا .. {smoke}|{smoke} .. everywhere
|{smoke} ~ {breathless}|{smoke} .. {home}|{home} .. {smoke}|{smoke} ~ {cannotMove}|{smoke} .. مالي|{smoke} .. ملا
|{smoke} .. مالى|{smoke} مالي|{smoke} مالي .. {home}|{smoke} filling|{smoke} filled|{smoke} fills|{smoke} in the {home}
|{smoke} .. coming|{smoke} mala|{smoke} .. mala`,

  // Blasts, shelling, shooting, and whether they hit where people are.
  shelling: `قصف|يقصف|بيقصف|بتقصف|القصف|قصفوا|قذيفة|قذايف|قذائف|دانة|دانات|الدانات|صاروخ|صواريخ|غارة|غارات|مسيرة|مسيرات|درون|هاون|قنبلة
|قنابل|انفجار|انفجر|انفجارات|تفجير|ضرب نار|ضرب النار|اطلاق نار|اطلاق النار|رصاص|الرصاص|رصاصة|رصاصه|طلق ناري|طلقة|طلقه|طلقات
|ضرب شغال|الضرب|بيضربوا|قناص|قناصة|دبابة|دبابات|اشتباكات|اشتباك|مدفعية|مدافع|طيران حربي|برميل متفجر|شظية|شظايا|الشظايا|لغم
|الغام|shelling|shell|shells|bomb|bombs|bombing|bombed|bombardment|missile|missiles|rocket|rockets|airstrike|air strike
|airstrikes|strike|drone|drones|explosion|explosions|explode|exploded|blast|grenade|mortar|artillery|shooting|gunfire|gunshots
|bullets|bullet|shrapnel|sniper|snipers|tank|tanks|clashes|2asf|qasf|sarookh|saroo5|saro5|dana|enfegar|infegar|rosas|rsas
|darb nar|2annasa|shazaya|shazeya|mosayara|رماية|الرماية|يرموا|بيرموا|طخ|طخطخة|كاتيوشا|غراد|rmaya|remaya|راجمات|الراجمات|راجمة
|مدفع|البازوكا|اربجي|الطيران`,
  hit: `وقع على|وقع في|وقعت على|وقعت في|وقع فوق|وقعت فوق|نزل على|نزلت على|نزلت في|نزل في|دخلت من|دخل من|دخلت في|خبط في|خبطت في|ضرب
|ضربوا|ضربت|انضرب|انضربت|اتضرب|اتضربت|اصاب|اصابت|استهدف|استهدفوا|جات في|جت في|جا في|سقط على|سقطت على|سقط في|سقطت في|طاح على
|طاحت على|hit|hits|struck|landed|fell on|fell in|came through|targeting|targeted|wa2a3|we2e3|we2e3et|nezel|nezlet|land|landing
|fall|falling|going through|went through|went into|came into|exploded in|exploded on|نازلة على|نازل على|بتنزل على|بتقع على|سقوط
|سقطت`,
  hitHome: `{shelling} {onUs}|{shelling} .. {onUs}|{shelling} .. =على {home}|{shelling} .. =في {home}|{shelling} {hit} .. {home}
|{shelling} .. {hit} .. {home}|{hit} .. {home} .. {shelling}|{hit} {home} {shelling}|قصف {home}|يقصف {home}|عم يقصفوا|بيقصفونا
|بيضربوا {home}|بيضربوا علينا|بيضرب علينا|ضربوا {home}|ضربوا علينا|ضرب {home}|{home} انضرب|{home} انضربت|{home} اتضرب
|{home} اتضربت|{home} انقصف|{home} انقصفت|{home} اتقصف|{home} اتقصفت|{home} بيتقصف|{home} عم ينقصف|{home} .. تحت القصف
|{home} تعرض لقصف|{home} .. تعرض ل .. {shelling}|{shelling} .. استهدف .. {home}|{shelling} hit|{shelling} .. {hit} .. {onUs}
|{shelling} .. {hit} the {home}|{home} .. {hit} by|hit our {home}|hit the {home}|hit my {home}|{shelling} the {home}
|{shelling} our {home}|{shelling} our|{shelling} .. into .. {home}|{home} is under {shelling}|{home} under {shelling}
|بيطخوا علينا|بيطخو علينا|بيضربونا بالنار|{shelling} .. {hit} {home}|{shelling} .. {home} بتاعنا|{shelling} .. 3ala .. {home}
|{shelling} .. =في السقف|{shelling} .. =في الصالة|{shelling} دخلت|{shelling} دخل علينا|{home} .. بيتهز|{home} .. بتتهز
|السقف نزل|الحيطة نزلت|الحيطة وقعت|فوق راسنا|{home} .. اتدمر|{home} .. اتهد|{home} .. دمر|دمروا {home}|{home} .. راح
|{home} .. طار|بيتنا راح|بيتنا اتهد|{shelling} .. على طول البيت|{shelling} .. جوه|{shelling} .. في الحوش
|{shelling} .. في الجنينة|{shelling} جنب {home}|{shelling} .. جنب البيت|نازلة علينا|نازل علينا|بتنزل علينا|بتقع علينا
|بتضرب فينا|بيضربوا فينا|بيضرب فينا|بيرموا علينا|يمطرونا|house destroyed|building destroyed|destroyed our|firing at
|shooting into|shells fall|ceiling is|ceiling came|glass fell|{shelling} .. landed|{shelling} in our|{shelling} in the yard
|{shelling} .. courtyard|{home} took a hit|direct hit|{home} .. {destroyed}|{destroyed} .. {home}|{floors} .. {destroyed}
|{destroyed} .. {floors}|{shelling} .. {floors}|floors are gone|floors gone|stairs are gone|{projectile} ~ {homeNear}`,
  collapse: `انهار|انهارت|ينهار|بينهار|بتنهار|انهيار {home}|انهيار المبنى|انهيار السقف|{home} .. اتهد|{home} .. اتهدت|{home} .. انهدم
|{home} .. انهد|{home} .. تهدم|اتهد علينا|اتهدت علينا|{home} وقع علينا|{home} وقعت علينا|وقع السقف|{home} .. بيقع
|{home} .. هيقع|{home} .. هتقع|{home} .. بتقع|{home} .. مايل|{home} .. مالت|{home} .. متصدع|{home} .. متشقق|{home} .. حيقع
|{home} .. آيل|تحت الانقاض|تحت الأنقاض|الانقاض|تحت الردم|الردم|تحت الركام|الركام|تحت التراب|تحت الحيطة|تحت السقف|تحت الهدد
|محبوس تحت|collapsed|collapse|collapsing|rubble|debris|under the rubble|buried under|trapped under|caved in|building fell
|roof fell|ceiling fell|wall fell|wall cracked|walls cracked|enhar|ethad|ethadet|مدفونين|مدفون|مطمورين|مطمور|عالقين تحت
|محبوسين تحت|انحشر|محشور تحت|الهدم|زلزال|الزلزال|هزة ارضية|earthquake|stuck under|pinned under|buried alive|beneath the|zelzal
|{home} we2e3 3ale|we2e3 3alehom|we2e3 3aleh|neshel el toob|نشيل الطوب|بنحفر|نحفر بايدينا|ceiling وقع|وقع فوقهم|وقع فوق
|وقعت فوق|طار نص|طار الحيط|نص الحيط|ولسه تحته|تحته ناس|roof came down|leg is stuck|digging with`,

  // Armed people and thieves, and that they are inside.
  armed: `مسلح|مسلحين|مسلحون|المسلحين|المسلحون|ملثم|ملثمين|ملثمون|بسلاح|بالسلاح|سلاح|اسلحة|الاسلحة|بندقية|رشاش|مسدس|بالمسدس|سكين|سكاكين
|سواطير|جنجويد|الدعامة|دعامة|الدعم السريع|دعم سريع|كدمول|كاكي|ميليشيا|مليشيا|عصابة|عصابات|حرامية|الحرامية|حرامي|لصوص|بلطجية
|نهابين|جنود|عساكر|العساكر|الجنود|عسكر|قوات|مقاتلين|armed|gunmen|gunman|gun|guns|weapon|weapons|rifle|rifles|militia|militiamen
|soldiers|soldier|fighters|rsf|janjaweed|gang|thugs|robbers|looters|thieves|masked|knife|knives|mosalla7een|mosala7een
|msala7een|bel sela7|sela7|slah|3esaba|7arameya|3asaker|milishia|قطاع طرق|مجموعة مسلحة|ناس مسلحة|ناس معاهم سلاح|معاهم سلاح
|شباب بسلاح|ناس ببنادق|بنادق|كلاشينكوف|رشاشات|خناجر|مواتير|لابسين ميري|لابسين مموه|زي عسكري|بعصيان|بالشوم|the men|men outside
|armed men|uniform|uniforms|ak47|kalashnikov|masks|machetes|ناس الدعم|بتوع الدعم|عيال بسلاح|مرتزقة|كتيبة|كتائب|قوة مسلحة|شبيحة
|زعران|بلطجي|foreign fighters|mercenaries|بارودة|بارود|كلاشن|كلاش|طبنجة|خرطوش|تاتشر`,
  enter: `دخلوا|دخلو|دخل علينا|داخلين|داخل علينا|بيدخلوا|يدخلوا|اقتحم|اقتحموا|اقتحام|مقتحمين|بيقتحموا|كسروا|كسرو|يكسروا|بيكسروا|هجموا
|هجمو|هاجموا|هجوم على|بيهاجموا|نطوا|نطو|اتسلقوا|طلعوا علينا|طالعين السلم|طالعين علينا|طلعوا السطح|جوه|جوة|=جوا|بالداخل|داخل
|محاصرين {home}|محاصرين العمارة|على الباب|عند الباب|قدام الباب|ع الباب|بيخبطوا|يخبطوا|بيدقوا|بيرزعوا|بيفتشوا|يفتشوا|فتشوا
|inside|entered|entering|broke in|broke into|breaking in|breaking into|break in|stormed|storming|storm|banging on|knocking on
|searching the|raiding|raid|attacked|attacking|da5alo|dakhalo|da5lo|d5lo|dkhlo|kassaro|kasaro|hagamo|2et7amo|eqta7amo
|beyfattesho|beykassaro|3al bab|gowa|قدام باب|ورا الباب|على السلم|ع السلم|في المدخل|تحتنا|طلعوا الدور|طالعين|بيطلعوا
|طلعوا السلم|بيطلعوا الناس|بيلموا|واقفين ورا|بيحاولوا يفتحوا|بيفتحوا الباب|بيضربوا الباب|بيدوروا على|شقة شقة|دقوا الباب
|خلعوا الباب|كاسرين|طبوا علينا|طبو علينا|جوا|جوة البيت|حوالين البيت|محوطين|مطوقين|محاوطين|محاوطينا|محوطينا|surrounded our
|downstairs|in our building|pulling people|climbed|=فاتوا|=فاتو|فاتوا علينا|لو ما فتحتوا|لو مفتحتوش|بنكسر|هيكسروا|هنكسر|هيدخلوا
|حيدخلوا|عايزين يدخلوا|بيحاولوا يدخلوا|باب البيت|باب الشقة|came back|taking people|beating the guard|asking for foreigners
|يخبط عالباب|عالباب`,
  armedInside: `{armed} ~ {enter}|اقتحم .. {home}|اقتحموا علينا|اقتحام .. {home}|كسروا باب|كسروا الباب|كسروا علينا|كسرو الباب|بيكسروا الباب
|عم يكسروا|نطوا الحيطة|نطوا الحوش|دخلوا علينا|دخلوا البيت|دخلوا الشقة|دخلوا العمارة|دخلوا السكن|دخلوا على بيت|دخلوا على
|دخلو علينا|دخلو البيت|دخلوا .. {home}|فاتوا عالبيت|فاتوا علينا|هجموا علينا|هجموا على {home}|هجموا على|بيهجموا|قاعدين يفتشوا
|بيفتشوا {home}|بيفتشوا الشقق|{enter} .. {home} .. {armed}|رافعين علينا|رافع علينا|موجهين علينا|مصوبين|بيهددونا|بيهددنا ب
|بينهبوا .. {home}|بيسرقوا .. {home}|ماسكين الناس|storming our|stormed our|stormed the|entered our|entered the {home}
|entered {home}|pointing guns|gun to|gunpoint|da5alo el beit|da5alo 3aleina|da5alo 3alena|hagamo 3aleina|hagamo 3ala
|مستخبيين من {armed}|مستخبي من {armed}|hiding from .. {armed}|hide from {armed}|وقفونا ب{armed}|{armed} .. وقفونا
|وقفونا .. {armed}|حاطين السلاح|مرقدينا|بيطلعوا الرجالة|{hiding} ~ {enter}|{hiding} .. الحمام|{hiding} .. السرير
|{hiding} .. الدولاب|قافلين على نفسنا|locked ourselves|سامعين صوتهم|سامعاهم|سامعهم|سامعين خطواتهم|بوطي صوتي|وطوا صوتكم|هيسمعونا
|لا ترنوا|بلاش رن|بلاش تتصلوا|متتصلوش|ماتتصلوش|لا تتصلوا|لا تتصل|ما تتصلوا|dont call|dont ring|text only|only write|write only
|whisper|beydawaro 3ala|metetesloosh|matetaslosh|balash ran|met5abbeyeen|mestakhabeyeen|ta7t el serir|{armed} ~ {homeNear}
|{armed} ~ {onUs}|هجم عليا|افتحوا|بيقولوا افتحوا|بيزعقوا افتحوا|ورا الباب|كسرو علينا|كسر علينا|علينا الباب|سكتين|كاتمين نفسنا
|كاتمة نفسي|كاتم نفسي|boots are|boots on|kicked the door|took everyone|across from us|under the sink|typing quietly
|i typed this`,
  hiding: `مستخبي|مستخبيين|مستخبية|متخبي|متخبين|مخبى|مخباية|متداري|مدسين|مندسين|hiding|hide|hid|mesta5abeya|mesta5abi|mesta5abyeen
|mest5abeya|mostakhabi|mista5abiyeen`,

  // Heavy bleeding and wounds that cannot wait.
  blood: `دم|الدم|دمه|دمها|دماء|دمو|blood|dam|dammo|damo`,
  lots: `كتير|كثير|جامد|شديد|غزير|اوي|جدا|بحور|غرقان|غرقانة|مغرق|سايح|نازل|نازلة|بينزل|ينزل|مش بيقف|مش راضي يقف|ما بيوقف|ما داير يقيف
|لا يتوقف|مابيقفش|مبيقفش|مش بيوقف|ما وقف|everywhere|lot of|lots of|so much|too much|a lot|wont stop|not stopping|doesnt stop
|heavy|heavily|losing|keteer|kteer|gamed|awi`,
  stops: `وقف|بيقف|يقف|بيوقف|توقف|يتوقف|يقيف|اتوقف|انقطع النزيف|stop|stopped|stops|stopping|we2ef|byo2af|bewa2af|beyo2af`,
  bleed: `نزيف|نزف|بينزف|ينزف|بتنزف|تنزف|نازف|النزيف|بيسيح دم|غرقان دم|سايح دم|بيطلع دم|بيرجع دم|يرجع دم|بيستفرغ دم|بيكح دم|بيتقيأ دم
|يتقيأ دم|bleed|bleeding|bled|bleads|hemorrhage|haemorrhage|coughing blood|vomiting blood|vomit blood|nazeef|nazif|byenzef
|beyenzef|benzef|yenzef|betenzef|bynzf|byenzif`,
  bleedingNow: `{bleed}|{blood} {lots}|{blood} .. {lots}|{lots} .. {blood}|{blood} .. {stops-}|{bleed?} {stops-}|{bleed?} .. {stops-}
|دمه بيتصفى|دمه اتصفى|بيتصفى|اتصفى دمه|سايب دم|ساب دم|بيخر دم|تخر دم|دم بيخر|الدم مغرق|مغرق هدومه|بيفقد دم|فقد دم|فقدت دم
|blood pool|soaked|lost blood|losing blood|tourniquet|dammo saye7|dam keteer|dam kteer|زي الحنفية|cloths all red|كله دم
|هدومه دم|مليان دم|مليانة دم|غطى هدومه|{blood} .. {comeIn}|{blood} coming`,
  cutOff: `رجله اتقطعت|رجلي اتقطعت|ايده اتقطعت|ايدي اتقطعت|اتقطعت رجله|اتقطعت ايده|اتبترت|اتبتر|رجله مقطوعة|ايده مقطوعة|مصارينه|احشاء|عظمه طالع|العظم طالع|العظم باين|amputated|blown off|guts|intestines|bone sticking|regloh et2ata3et|reglo et2ata3et|eedo et2ata3et|=بتر|=البتر`,
  gunWound: `اتضرب بالنار|اتضرب بنار|انضرب بالنار|اتضرب رصاص|انضرب|اتضرب طلق|{shelling} .. =في راس|واخد رصاصة|خد رصاصة|خدت رصاصة|اخد رصاصة
|خد طلقة|اخد طلقة|خدت طلقة|جاتو طلقة|جاته طلقة|جاته رصاصة|جتله رصاصة|جاتله رصاصة|رصاصة في|طلقة في|طلق في|رصاصة دخلت|طلقة دخلت
|اتصاب بطلق|اتصاب برصاص|اصيب بطلق|اصيب برصاص|مصاب بطلق|مصاب برصاص|اصيب بعيار|عيار ناري|شظية في|شظايا في|شظية دخلت|شظية جت
|اتصاب بشظية|اتصابت بشظية|مصاب بشظية|اصيب بشظية|اصيب بشظايا|shot in|was shot|been shot|got shot|is shot|shot him|shot her
|shot my|shot me|gunshot|gun shot|bullet in|bullet wound|bullet|shrapnel in|shrapnel|stabbed|stabbing|been stabbed|knife wound
|مطعون|انطعن|اتطعن|طعنة|طعنوه|طعنه|طعنوها|اتطعنت|مدبوح|دبحوه|مذبوح|اتعور بمطوة|اتضرب بمطوة|اتضرب بسكينة|بالسكينة في
|et3awar f rasoh|5ad rosasa|khad rosasa|rosasa f|tal2a f|sha7zeya f|shazeya f|etta3an|et6a3an|matwa|خد طلق|واخد طلق|واخد طلقة
|مضروب بالنار|مضروب رصاص|مضروب بالرصاص|طخوه|طخوا|طخ|مصاب طلق|جرح غائر|جرح عميق|الجرح عميق|اتغز|غزوه|ضربوه بسكينة|ضربوه بالسكين
|ضربوه بمطوة|اتشرح|they shot|shot by|deep wound|deep cut|slashed|machete|axe|bullet went|5ad tal2a|سونكي|دقوه|دقوهو|بالسونكي
|سنكي`,
  hurt: `مصاب|مصابين|مصابة|مصابه|اتصاب|اتصابت|اتصبت|اتصبنا|اتصابوا|اصيب|اصيبت|اصابة|اصابه|اصابات|اصابته|انصاب|انصابت|انصبت|انصابوا
|متصاب|متصابين|مجروح|مجروحة|مجاريح|مجروحين|جريح|جرحى|الجرحى|جرح|جروح|انجرح|اتجرح|اتجرحت|اتجرحنا|اتعور|اتعورت|متعور|متعورة|اتعوق
|اتعوقت|معوق بطلقة|متعوق|متعوقة|عوقة|اتاذى|اتأذى|تأذى|اتكسر|اتكسرت|انكسر|انكسرت|مكسور|مكسورة|كسر في|كسور|اتخلع|مخلوع|خلع في
|التواء|اتلوى|ورم|ورمت|وارمة|حروق|حرق|اتحرق وش|محروق|محروقة|محروقين|اتخبط|خبطته عربية|صدمته عربية|اتسلخ|اتهبط|وقعت من|وقع من
|injured|injury|injuries|hurt|hurts|wounded|wound|wounds|casualty|casualties|cut|cuts|broken leg|broken arm|broke her|broke my
|broke his|fracture|fractured|sprain|sprained|burns|burned hand|stitches|stitched|bruise|bruised|swollen|ankle|etsab|etsabet
|etsabna|mosab|mosabeen|magroo7|magrou7|gar7|garh|et3awar|et3awart|et3awaret|maksora|maksour|maksoor|etkasar|etkasaret|etkasr
|5eyata|etgara7|etgara7t|sab3|burn|burnt|burned|scald|حرقت|اتحرق|اتحرقت|مصاوب|مصاوبة|مصوب|تصاوب|تعور|تعورت|عوره|مضروب|اندعس
|اتدهس|دهس|كدمات|كدمة|رضوض|جبيرة|عرج|يعرج|جزع|الجزع|عضه كلب|عضة كلب|كلب عضه|عقره كلب|سقط عن|سقط من|سقطت من|fell off|fell from
|fell down|slipped|knocked|dislocated|crushed finger|bitten|dog bite|scar|bandage|wound is|et7ara2|et7ara2et|7ara2t|etlawa
|el gebs|regly bet|wareya|wa2a3t men|we23t men|we2e3t|اتقطع منه|اتقطع من|فقرات|عضلة|اتمزق|تمزق|اتلسع|اتلسعت|لسع|لسعة`,
  vehicle: `عربية|عربيتنا|العربية|عربيتي|عربتنا|سيارة|السيارة|سيارتنا|سيارتي|الباص|باصنا|الموتوسيكل|كاوتش|الكاوتش|car|vehicle|tyre|tire
|truck|bumper|3arabeyet|3arabeya|3arabeyti|3arabetna`,
  stable: `مستقر|مستقرة|مستقره|حالته كويسة|حالتها كويسة|مش خطير|مش خطيرة|خفيف|خفيفة|خفيفه|سطحي|سطحية|بسيط|بسيطة|بسيطه|اتخيط|خيطوه|خيطوها
|خيطونا|خيطوا|خيطولي|متخيط|غرز|غرزة|اتجبس|اتجبست|جبس|جبيرة|جبسوه|جبسوها|جبسوا|عمليته نجحت|العملية نجحت|عمل عملية|اتعالج
|النزيف وقف|الدم وقف|وقف النزيف|وقفنا النزيف|وقف الدم|الجرح نضيف|ربطناها|ربطناه|مربوط|مربوطة|مضمد|ضمدنا|ضمدوا|لفيناها|اتلف
|مش بينزف|حالته تمام|واعي|واعية|فايق|فايقة|بيتكلم|غيار|يغيرلي|الغرز|شاش|صاحي|ما خطير|ما خطيرة|stable|not serious|minor|light
|superficial|stitched|stitches|bandaged|bandage|plaster|cast|bleeding stopped|stopped bleeding|conscious|awake|surgery went
|operated|treated|dressing|walking with|sprained|twisted|ankle|mestaqer|mosta2er|5ayatoh|5ayatooh|5eyata|5oraz|ghoraz|gheyar
|yeghayarly|ghayarly|mrabtenha|gebs|gabs|metgabesa|wa3y|fay2`,

  // Breath, consciousness, heart, brain.
  breathe: `يتنفس|بيتنفس|بتتنفس|تتنفس|نتنفس|اتنفس|التنفس|تنفس|ياخد نفسه|ياخد نفس|تاخد نفسها|اخد نفسي|breathe|breathing|breath|breaths
|beyetnafes|betetnafes|yetnafes|atnafes|netnafes`,
  wake: `بيصحى|يصحى|بتصحى|تصحى|صحي|بيفوق|يفوق|بتفوق|تفوق|فاق|فاقت|فايق|فايقة|مستيقظ|يستيقظ|تستيقظ|واعي|واعية|wake|waking|awake|wake up
|conscious|byes7a|beyes7a|betes7a|yes7a|beyfoo2|betfoo2|yfoo2|yefoo2|fay2`,
  stir: `بيتحرك|يتحرك|بتتحرك|تتحرك|يحرك|بيحرك|احرك|تحرك ايد|حاسس برجل|حاسس بايد|حاسس ب|يحس ب|بيحس|moving|move his|move her|feel his
|feel her|beyet7arak|betet7arak|yet7arak`,
  breathless: `{breathe-}|{breathe} .. بالعافية|{breathe} .. بصعوبة|{breathe} بالعافيه|بالعافية .. {breathe}|{breathe} متقطع|{breathe} ضعيف
|{breathe} .. بيشخر|نفسه مقطوع|نفسها مقطوع|نفسي مقطوع|نفسه بيروح|نفسها بيروح|نفسه ضيق|نفسها ضيق|نفسه ضاق|ضيق تنفس|ضيق نفس
|صعوبة تنفس|نفسه بيشخر|نفسها بيشخر|نفسه تقيل|نفسه قصير|نفسه .. بيشخر|كرشة نفس|كتمة نفس|نفسه قايم|نهجان|بينهج|بيتخنق|بتتخنق
|بنتخنق|بيختنق|تختنق|يختنق|نختنق|اختناق|مختنق|اتخنق|اتخنقت|هنتخنق|زوره اتسد|لونه ازرق|لونها ازرق|ازرق لونه|ازرقت|مزرق|مزرقة
|مزرقتان|شفايفه زرقا|شفايفها زرقا|شفته زرقا|بقت زرقا|بقى ازرق|ازمة ربو|نوبة ربو|ازمة صدر|ازمه صدرية|cant breathe|not breathing
|difficulty breathing|trouble breathing|gasping|choking|suffocating|suffocate|wheezing|asthma attack|lips blue|blue lips
|turning blue|turned blue|went blue|face blue|is blue|nafaso maktoum|nafaso daye2|nafaso ma2too3|mesh beyetnafes|betet5ene2
|beyet5ene2|bnet5ene2|bytkhne2|نفسه داق|نفسها داق|نفسه بيضيق|نفسها بيضيق|نفسي ضاق|نفسها ضاق|بيلقط نفسه|بيشهق|تشهق|صدره بيصفر
|صدرها بيصفر|بيصفر صدره|تزييق|مكتوم|نفسه مكتوم|nafasha da22|nafaso da22|nafaso daa2|nafasha daye2|nafaso byda2|breathing fast
|breathing heavily|cannot catch|oxygen level|saturation|short breath|take air|cant take air|no air|tounge is big|tongue swollen
|lips swollen|face swollen|lesano weram|زوره قفل`,
  faint: `{wake-}|مغمى عليه|مغمى|مغمي|اغمى|اغمي|اغماء|اغمى عليه|فاقد الوعي|فاقدة الوعي|فقد الوعي|فقدت الوعي|فقدان الوعي|فاقد وعيه
|في غيبوبة|غيبوبة|لا يستجيب|لا تستجيب|مش بيستجيب|مبيستجبش|مش دريان|مش داري|ما واعي|ما واعية|مبيتحركش|مش بيتحرك|مابيتحركش
|مبتتحركش|مش بتتحرك|لا يتحرك|مش بينطق|مبينطقش|وقع فجأة|وقعت فجأة|{fell} .. مش بيرد|{fell} .. مش بترد|{fell} .. مبيردش
|{fell} .. مبتردش|{fell} .. ما بيرد|مش بترد علينا|مبيردش علينا|مبتردش علينا|بيغيب|بتغيب عن|بيروح وييجي|تشنج|تشنجات|بيتشنج
|بتتشنج|متشنج|بيرغي|رغاوي|unconscious|passed out|fainted|faint|collapsed and|lost consciousness|blacked out|not responding
|unresponsive|coma|seizure|seizures|convulsion|convulsions|convulsing|fits|foam|eyes rolled|wont wake|not waking|cant wake
|cannot wake|not moving|doesnt move|isnt moving|moghma 3aleh|moghma|mo8ma|8aybooba|mesh bte2oum|mesh beyfoo2|mesh betfoo2
|mesh bey7es|mesh beyes7a|tashannog|tashanogat|نوبة صرع|جاتله نوبة|جتله نوبة|جاتلها نوبة`,
  fell: `وقع|وقعت|سقط|سقطت|اترمى|اترمت|طاح|طاحت|fell|collapsed|we2e3|we23et|wa2a3`,
  heart: `جلطة|جلطه|سكتة|سكته|ذبحة|ذبحه صدرية|ازمة قلبية|ازمه قلبية|نوبة قلبية|صدره بيوجعه|صدرها بيوجعها|وجع صدر|الم بالصدر
|الصدر .. الذراع|صدره مقفول|ماسك صدره|ماسك قلبه|قلبه وقف|قلبه بيوجعه|دراعه الشمال|دراعي الشمال|ايده الشمال|ايدي الشمال
|الذراع الايسر|ذراعه الايسر|كتفه الشمال|عرق بارد|عرق ساقع|عرقان ساقع|عرقه ساقع|بوقه اتعوج|بقه اتعوج|بقها اتعوج|وشه اتعوج
|وشها اتعوج|وشه مال|وشها مال|فمه اعوج|اعوج فمه|وجهه مال|نص وشه|نص وجهه|نص جسمه|نص جسمها|نصه الشمال|نصه اليمين|شقه الايمن
|شقه الايسر|كلامه تقيل|كلامها تقيل|لسانه تقيل|لسانها تقيل|لسانه اتقل|{stir-} .. ايد|{stir-} .. رجل|شلل نصفي|شلل مفاجئ|اتشل
|heart attack|cardiac arrest|cardiac|heart stopped|chest pain|chest hurts|tight chest|left arm|cold sweat|stroke|face drooping
|face dropped|mouth twisted|slurred|speech is|paralyzed|paralysed|galta|galtah|sakta|azma 2albeya|azma albeya|sedro beyewga3o
|sedroh beyewga3oh|sedry beyewga3ny|bo2o et3awag|nos gesmo|kalamo te2eel|lesano te2eel|صدرها بيوجع|صدره واجعه|صدري واجعني
|قلبه واجعه|قلبها واجعها|دراعه منمل|ايده منملة|ايده اتخدرت|ايده تقلت|رجله تقلت|نصه اتخدر|بقها مايل|لسانه تقل|كلامه بقى
|كلامها بقى|مبيعرفش يتكلم|زغللة فجأة|الضغط ٢٠٠|ضغطه ٢٠٠|ضغطه ٢٢٠|ضغطها ٢٠٠|mouth moved|face fell|face half|talking strange
|speaking strange|his words|arm heavy|arm numb|jaw pain|كلام مش مفهوم|ايدها اليمين|ايده اليمين|ايدها الشمال|رجله خدرانة
|ايده خدرانة|عينه سودت|مش شايف بيها|فقد البصر|نص نظره|fag2a ba2et mesh|mesh 3arfa tetkalem|7etta men weshaha|nezlet weshaha
|nos weshaha`,
  labour: `الطلق|طلق بدا|بدا الطلق|بدأ الطلق|جاها الطلق|جالها الطلق|جالها طلق|عندها طلق|فيها طلق|الطلق شغال|الطلق بييجي|المخاض|مخاض|بتولد
|عم تولد|هتولد دلوقتي|هتولد حالا|هتولد في|حتولد هسع|بتولد هسع|قاعدة تولد|تلد الان|تضع مولودها|ولادة دلوقتي|ميتها نزلت
|المية نزلت|مية الجنين|ماء الجنين|مية الراس|كيس المية|كيس الماء|نزلت ماء|راس البيبي|راس الجنين|راس العيل|انقباضات|تقلصات كل
|الوجع كل|الوجع بييجي كل|وجع الولادة|وجع ولادة|الام الولادة|آلام المخاض|الولادة بدات|الولادة بدأت|الخلاص منزلش|المشيمة
|in labour|in labor|labour started|labor started|labour pain|labor pain|labour pains|labor pains|contractions|contraction
|water broke|waters broke|giving birth|baby coming|betewled|betwled|bteweled|btwled|hatewled delwa2ty|hatewled|hatwled|el tal2
|tal2 shaghal|tal2|mayet-ha nezlet|mayetha nezlet|mayyetha nezlet|تطلق|بتطلق|عم تطلق|عم تتوجع|بدها تولد|رح تولد|راح تولد
|تبي تولد|بتتوجع كل|كل خمس دقايق|pushing|delivering now|betetl2|betetla2|3andaha tal2|waga3 welada`,
  poison: `لدغة|لدغته|لدغتها|لدغت|لدغه|لدغني|قرصه تعبان|قرصته|عضته حية|عضه تعبان|تعبان عضه|دابي|عقرب|شرب كلور|شربت كلور|شرب مبيد|شرب سم
|شربت سم|سم فار|بلع مادة|بلع بطارية|بلعت|شرب جاز|شرب بنزين|تسمم|متسمم|متسممين|اتسمم|اتسممنا|اتسمموا|تسمم غاز|غاز خانق|تسرب غاز
|ريحة غاز|اول اكسيد|صعق|اتكهرب|اتكهربت|كهربته|صعقته|صعق كهربائي|ضربة شمس|ضربه شمس|ضربة حر|جفاف شديد|بيموت|بتموت|يموت مننا
|يموت منا|تموت مننا|هيموت مننا|هتموت مننا|بيروح مننا|بتروح مننا|بيروح مني|بتروح مني|يروح فيها|بيحتضر|يحتضر|بينازع|بيفرفر
|حالته خطيرة|حالته خطره|حالتها خطيرة|حالته حرجة|حالتها حرجة|حالة حرجة|حالة خطيرة|ينقذ حياته|انقذوه|انقذوها|انقذونا|انقذوني
|الحقوه|الحقوها|غرق|بيغرق|بتغرق|بنغرق|يغرق|نغرق|تغرق|غرقان|غرقت|snake bite|snakebite|bitten by|scorpion|stung|swallowed|poison
|poisoned|poisoning|drank bleach|drank something|carbon monoxide|gas leak|electrocuted|electric shock|heat stroke|heatstroke
|severe dehydration|drowning|sinking|capsized|capsize|is dying|dying|will die|critical condition|in critical|critical
|life threatening|save him|save her|save us|ladghet|ladgha|3a2rab|te3ban|betmoot|beymoot|hymoot menena|bymoot|beyghra2|bene8ra2
|benghra2|bnghra2|betghra2`,
  ambulance: `اسعاف|الاسعاف|سيارة اسعاف|عربية اسعاف|ambulance|paramedic|paramedics|es3af|2es3af`,
  boat: `مركب|المركب|مركبنا|قارب|القارب|زورق|لنش|فلوكة|السفينة|سفينة|البلم|بلم|boat|dinghy|rubber boat|raft|ship|vessel|markeb|2areb
|zawra2`,
  atSea: `في البحر|نص البحر|وسط البحر|عرض البحر|المتوسط|at sea|open sea|waves|الموج|fel ba7r`,
  motorDead: `الموتور وقف|الموتور عطل|الموتور باظ|المحرك تعطل|المحرك وقف|الماكينة وقفت|الماكينة عطلت|البنزين خلص|engine stopped|engine dead
|engine failed|engine died|no engine|engine broke|engine is dead|engine broken|motor broken|motor stopped|lost engine
|المحرك عطلان|الموتور عطلان|الموتور بايظ|الموتور مات|الماكينة باظت|الماكينة عطلانة|بلا محرك|mator we2ef|motor we2ef
|elmakana 3etlet`,
  sinking: `{boat} .. غرق|{boat} .. بيغرق|{boat} .. مال|{boat} .. انقلب|{boat} .. اتقلب|{boat} ~ {motorDead}|{atSea} ~ {motorDead}
|المية بتدخل|الميه بتدخل|الميه داخلة|المية داخلة|المياه تدخل|بيدخل مية|{boat} .. بيسرب|{boat} .. تايه|{boat} .. sink
|{boat} .. sinking|{boat} .. capsized|{boat} .. overturned|{boat} .. leak|{boat} .. water .. in|water entering|taking water
|adrift|drifting|{boat} .. beyghra2|{boat} .. bey8ra2|المية غرقت|المياه وصلت|المياه ارتفعت|الفيضان .. {home}|فوق السطوح
|water rising|water reached|flood .. {home}|{home} .. flooded|{water} ~ {comeIn} ~ {boat}|{water} {comeIn} علينا
|{water} .. {comeIn} .. علينا|{water} .. {comeIn} .. {home}|{water} {comeIn} {home}|{water} come inside|{water} comes inside
|{water} coming inside|{water} .. لحد|{water} .. لل{home}|{water} is coming|{water} .. الركب|{water} .. للركب|{water} .. صدرنا
|{water} up to|بننزح المية|بنطلع المية|بنفضي المية|بنكب المية|take it out|bail the|scooping water|سترة نجاة|سترات نجاة
|life jacket|life jackets|{motorDead} ~ {water}|{motorDead} .. {boat}|{boat} .. {motorDead}|الفيضان وصل|السد انهار|السد اتكسر
|جرفته|جرفها|السيل جرف|المية جرفت|المية سحبت|المية خدت|overboard|rising water|البلم|نفس البلم|البلم نفس|بنقع واحد واحد
|losing air|deflating|deflated|{boat} ~ {engine} ~ {broken}|{atSea} ~ {engine} ~ {broken}|{engine} .. {broken} ~ {water}
|position unknown|wooden boat|rubber boat|waves are|waves getting|الموج بيعلى|الموج عالي|=السيول|=السيل|=سيول`,
  crash: `اتقلبت|انقلبت|عربية .. قلبت|عربيتنا قلبت|العربية قلبت|الباص قلب|الباص اتقلب|حادثة|حادث سير|حادث طريق|حادثة عربية|عملوا حادثة
|عملنا حادثة|عمل حادثة|حصلت حادثة|صدمته|صدمتها|صدمنا|صدمه|دهسه|دهسته|خبطتنا|car accident|car crash|road accident|bus accident
|bus overturned|car overturned|overturned|ran over|run over|accident|7adsa|7adset|7adetha|et2alabet`,
  medSign: `{breathless}|{faint}|{heart}|{labour}|{poison}|{bodyPart} {badSign}|{bodyPart} .. {badSign}|{badSign} {bodyPart}
|{able-} {vitalAct?}|{able-} .. {vitalAct?}|{vitalAct-}|مبيحسش|مش حاسس|مش حاسة|مش حاسه|فقد النطق|فقد الاحساس|بيخرف|بيخترف|بتخرف
|بتخترف|بيهلوس|بيهذي|تهذي|يهذي|بيهلفط|مش عارفنا|بتتلوى|بيتلوى|بيتلوى من|وجع رهيب|الم فظيع|زوره ورم|لسانه ورم|لقمة وقفت|بلع عملة
|بلع حاجة|مية مغلية|زيت مغلي|اتسلق|اندلق عليه|اندلقت عليه|انحرق|حروق شديدة|حروق في|حرق درجة|بيشخر|تشخر|خبط راسه|ارتجاج|بتنزل دم
|بتسقط|اجهاض|سقطت الجنين|السخونية ٤٠|سخنة ٤٠|حرارته ٤٠|حرارته ٤١|حرارتها ٤٠|حرارتها ٤١|رقبته متخشبة|عينيه غايرة|مفيهوش نفس
|مفيش نبض|نبضه ضعيف|نبضه وقف|مفيش نفس|قطع النفس|قاطع النفس|قاطعة النفس|كوليرا|نشفان|جفاف|delirious|hallucinating
|unbearable pain|terrible pain|severe pain|allergic reaction|anaphylaxis|throat closing|boiling water|boiling oil|scalded
|burned badly|severe burns|badly burned|concussion|miscarriage|no pulse|pulse weak|weak pulse|fever 40|40 fever|41 fever
|stiff neck|barely alive|no heartbeat|cpr|not respond|vomits everything|byshakhar|beyshakhar|by5aref|bey5atref|betsarra5
|bet sorro5|ابتلع|بلع|مبيد|مبيدا|كلوركس|مادة كاوية|يتقيأ ويهذي|عينيها مغلوشة|زغللة|تشنج|بدات تتشنج|بدأت تتشنج|غيبان|بينازع
|بلع لسانه|bleach|pesticide|swallowed a|battery swallowed|eat something bad|all red his|after birth|bleeding after`,

  vitalPart: `راس|راسه|راسها|بطن|بطنه|صدر|صدره|رقبة|رقبته|ضهره|عينه|وشه|head|chest|stomach|belly|abdomen|neck|back|eye|ras|raso|rasoh|batn
|batno|sedro|ra2abto`,
  bleedStopped: `{bleed?} .. {stops}|{blood} .. {stops}|{stops} .. {bleed?}|{stops} .. {blood}`,

  // Taking people.
  abduct: `خطف|خطفوا|خطفو|خطفوه|خطفوها|خطفوني|خاطف|خاطفين|الخاطفين|مخطوف|مخطوفة|مخطوفين|اتخطف|اتخطفت|اتخطفوا|انخطف|انخطفت|انخطفوا|اختطف
|اختطفوا|اختطفت|اختطاف|مختطف|مختطفين|المختطفين|فدية|فديه|الفدية|رهينة|رهاين|رهائن|kidnap|kidnapped|kidnappers|kidnapping|abduct
|abducted|abduction|hostage|hostages|captive|captors|captor|ransom|khatafo|5atafo|khatafooh|5atafooh|khatafoo|etkhataf|et5ataf
|et5atafet|ma5toof|makhtouf|ma5touf|fedya|raheena|rahina`,
  torture: `تعذيب|بيعذبوه|بيعذبوها|بيعذبوهم|بيعذبوني|بيعذبونا|يعذبونه|يعذبوه|يعذبوهم|يعذبونهم|يعذبونا|عذبوه|عذبوني|اتعذب|متعذب|يجلدوه
|بيجلدوهم|بيحرقوه|torture|tortured|torturing|electric shocks|bey3azeboh|bey3azebooh|bey3azzeboh|by3zboh|bey3azebohom|3azeboh
|ta3zeeb`,
  demand: `طالب|طالبين|بيطلبوا|يطلبوا|يطلبون|طلبوا|عايزين|عاوزين|دايرين|بدهن|بدهم|يبون|يبغون|يدفعوا|ندفع|تدفعوا|ادفع|ادفعوا|دفع|يطالبون
|مبلغ|demand|demands|demanding|asking for|want|wants|pay|paid|paying|3ayzeen|3ayzen|talbeen|betolbo|beytlobo|yedfa3o|nedfa3`,
  sum: `فلوس|دولار|دولارات|دينار|جنيه|الف|مليون|مليار|ريال|يورو|مبلغ|قروش|مصاري|مصاريف|money|dollar|dollars|usd|euro|thousand|million
|folos|flos|dolar|dinar|alf|euros`,
  threat: `والا|هيقتلوه|هيقتلوها|هيقتلوهم|هيقتلونا|هيقتلوني|يقتلوه|يقتلوهم|حيقتلوه|بيكتلوه|يكتلوه|يكتلوهو|يصفوه|يصفوهو|هيصفوه|هيموتوه
|هيموتوهم|هيموتوها|هيدبحوه|يدبحوه|هيبيعوه|هيبيعوها|هيبيعوهم|يبيعوه|اعضاءه|اعضائه|كليته|بيهددوا|بيهددونا|بيهددوه|يهددون
|تهديد بالقتل|مهلة|المهلة|will kill|or kill|threatening to|threaten|threatening|threatened|deadline|otherwise they|or else
|walla haye2telo|aw haye2telo|haye2teloh|haymawetoh|hay2telooh|wella`,
  release: `عشان يسيبوه|عشان يسيبوها|عشان يسيبوهم|عشان يسيبونا|عشان يطلعوه|عشان يطلعوهم|عشان يفكوه|يسيبوه|يسيبوهم|يسيبوها|يفكوه|يفكوهم
|يفكوا|مقابل|اطلاق سراح|يطلقوا|يخلوا سبيل|يرجعوه|يرجعوهم|نرجعه|to release|release him|release her|release them|set free
|free him|3ashan yeseboh|yeseebooh|yseboh|yesibooh|ليتركوه|ليتركوها|ليتركونا|يتركوه|تسيب|يسيب|يسيبوا|يفكو|تسليمه مقابل|tesib
|yesib|ysib|yesibo|3ashan tesib`,
  taken: `خدوه|خدوها|خدوهم|خدوا|اخدوه|اخدوها|اخدوهم|اخدوا|اخذوه|اخذوا|شالوه|شالوا|شالوهو|شالوهم|ساقوه|ساقوهم|سحبوه|ماسكين|ماسكينه
|ماسكينهم|ماسكيني|حابسين|حابسينا|حابسنا|حابسينه|حابسينهم|حاجزين|حاجزينا|حاجزينه|حاجزنا|محتجزين|محتجزينا|محتجزينه|محتجز|محتجزة
|محتجزونا|يحتجزون|محبوسين|محبوس|قافلين علينا|قفل علينا|قافل عليا|قافلة عليا|took|taken|holding|hold|held|keep|keeping|lock
|locked|locks|seized|captured|اتمسكت|اتمسك|مسكوا|مسكوه|مسكونا|a5adooh|5adooh|khadooh|5adoh|mas keen|7absna|7absenna|7abseno
|7absenha|maskeeno|maskino|ma7boosa|ma7bosa`,
  exploit: `اتجار|الاتجار|متاجرة|باعوه|باعوها|باعوهم|باعونا|باعوني|باعني|بيبيعونا|بيبيعوهم|يبيعونا|اتباع لتاجر|سخرة|دعارة|الدعارة
|بيوت مشبوهة|شغل مشبوه|حاجات وحشة|نوادي ليلية|ديسكو غصب|مع رجالة|مع رجاله|رجالة كل|بيجيبوا رجالة|بيجيبلنا رجالة|نعمل حاجات
|اغتصاب|اغتصبوها|اغتصبني|اغتصبوني|بيغتصب|يغتصب|تحرش بيا|بيتحرش|يتحرش|اعتداء جنسي|عصابة تهريب|المهربين حاجزين|trafficking
|trafficked|traffickers|trafficker|sold us|sold me|sold her|sold him|selling us|selling girls|prostitution|prostitute|brothel
|forcing us|forcing me|forced us|forces us|force us|slave|slavery|raped|rape|raping|sexual abuse|sexually|men come|mens come
|da3ara|ba3ona|ba3ooha|beyeb3ona|beyshaghalona|beysha8alona|rent me to|rents us|at night the|بالليل مع رجالة|بيوت بالليل
|تشغلني بالليل|dance and|go with customers|with customers|مع زباين|نرقص|يرقصونا|كباريه|نوادي|يأجر|بيأجرنا|بيأجروني|بيأجرني
|beyagarna|beya2agarna|be yagarna`,
  beaten: `بيضربوه|بيضربوها|بيضربوهم|بيضربونا|بيضربوني|بيضربني|بيضربنا|بيضربها|يضربوه|يضربونه|يضربونا|يضربوني|ضربوه|ضربوني|بتضربني|بيتضرب
|بنتضرب|بتتضرب|اتضربت منه|اتضربنا|دقوه|بدقوه|بيدقوه|متكتف|مربوط|متكتفين|beating|beaten|beats|beat|hits me|hitting me|tied up
|tied|beydrabooh|beydraboh|beydrabna|beydrabny|metkatef|betdrabny|bydrabni`,
  kidnapping: `{abduct}|{torture}|{exploit}|{demand} .. {sum} ~ {threat}|{demand} .. {sum} ~ {release}|{demand} ~ {release}
|{demand} .. {threat}|{taken} ~ {threat}|{taken} ~ {beaten} ~ {demand}|{taken} ~ {beaten}|{taken} ~ {armed} ~ {demand}
|{armed} .. {taken}|{armed} .. خدوا|اهلنا يدفعوا|اهله يدفعوا|اهلو يدفعوا|اهلو .. يدفعوا|يدفعوا .. والا|السمسار .. {taken}
|المهرب .. {taken}|المهربين .. {taken}|مهربين .. {taken}|smuggler .. {taken}|smugglers .. {taken}|traffickers .. {taken}
|{taken} .. until .. pay|until we pay|{taken} .. smugglers|{taken} ~ {exploit}|ابنكم عندنا|ابنكو عندنا|ابنك عندنا|بنتكم عندنا
|بنتك عندنا|اخوك عندنا|جوزك عندنا|موجود عندنا|عايزينه حي|بعتولنا صوته|بعتوا صوته|بعتوا فيديو|باعتين فيديو|بعتولنا فيديو
|فيديو .. بيضربوه|صوته بيصرخ|مانعينه يمشي|مش هيسيبوه|مش هيسيبوهم|مش هيسيبونا|ما بيفكوه|لحد ما اهلنا|ركبوه عربية|ركبوها عربية
|مزرعة .. {taken}|هنجر .. {taken}|{taken} .. هنجر|{taken} .. مزرعة|{taken} .. مخزن|المهرب باعنا|المهرب باعه|باعه لعصابة
|سلمنا لعصابة|سلموه لعصابة|بيساومونا|يساوموننا|مساومة|ساومونا|صوابعه|قطعوا صباعه|عند عصابة|مع عصابة|في قبضة|بيحرقوه ب|بيعلقوه
|معلقينه|بيشغلونا غصب|بيشغلونا بالقوة|غصب عني|غصب عننا|بيغصبوني|بيغصبونا|pay or|dragged him|grabbed him|snatched|forced into
|bargain|bargaining|lock us|locks us|lock me|locked me|gang has|ba3atolna video|ba3tolna video|ebnokom 3andena|3ayzin folos
|mesh haysiboh|mesh hayseboh|w yedfa3o|عينيه متغمية|متغمية|مغمي عينيه|هنبعته|قدامكم لحد|لحد الحد|قدامكم يومين|ولا ما بتشوفوه
|ما بتشوفوه تاني|جيبو .. مليار|سلمهم لناس|سلمه لناس|سلمني لناس|مسلمش الولاد|قافلين عليهم|قافلين علينا|بيزودوا السعر
|زودوا المبلغ|ناس بتاتشر|ساقوهو ناس|ساقوه ناس|خدوه ناس|اخدوه ناس|rent me|rents me|rent us|take all money|door is always
|always lock|always locked|blindfold|blindfolded|kneeling|beyedraboh 3al|beyedraboh|beydraboh|2aflin 3alehom|=بيكهربوه
|=يكهربونه|=بيكهربونا|burn him|burning him|make us listen|بيسمعونا صوته|يسمعوننا صراخه|باعتة رقم حساب|العصابة|بتشغلني في بيوت
|سلمني لواحدة|سلمني لست|سلمتني ل|مش عارفة اهرب|مش عارف اهرب|عايزة اهرب|cant escape|cannot escape|{sum} ~ {release}
|هو معانا وهاتوا|هاتوا .. {sum}|جيبوا .. {sum}|ابعتوا .. {sum} .. والا|{gang} ~ {sum}|{gang} ~ {release}|بيتجلد|بيجلدوه|يجلد
|يجلدونه|whipped|whipping|customers until|go with customers|{untilWord} .. {payWord} .. {sum}
|{untilWord} .. {payWord} ~ {taken}|{taken} ~ {untilWord} .. {payWord}|{sum} ~ {threatWord}|{taken} عند {armed}
|{taken} عند {gang}|تمنه .. {sum}|تمنها .. {sum}|{taken} by {armed}|{taken} by {gang}`,

  tortureNow: `{torture}`,

  // Wanting to die.
  suicide: `انتحر|انتحار|ينتحر|بينتحر|هينتحر|هنتحر|انتحرت|حاول ينتحر|اقتل نفس|يقتل نفس|تقتل نفس|هقتل نفسي|هموت نفس|اموت نفس|يموت نفس
|تموت نفس|هيموت نفس|هتموت نفس|اكتل روح|يكتل روح|تكتل روح|بقتل روح|بذبح روح|اذبح نفس|يدبح نفس|ادبح نفس|اشنق|يشنق نفس|تشنق نفس
|شنق نفس|اشنق نفسي|يشنق|ارمي نفسي|يرمي نفسه|ترمي نفسها|هرمي نفسي|انط من|ينط من|تنط من|هنط من|اقطع شرايين|قطع شرايين|قطع شرايينه
|اقطع وريد|انهي حياتي|ينهي حياته|تنهي حياتها|انهاء حياتي|انهاء حياته|اخلص من نفسي|عايز اموت|عايزة اموت|عاوز اموت|عاوزة اموت
|نفسي اموت|بتمنى الموت|بتمنى اموت|اتمنى الموت|اتمنى اموت|داير اموت|دايرة اموت|ابي اموت|بدي موت|بدي اموت|ودي اموت|الموت ارحم
|الموت احسن|اموت احسن|اموت ارحم|مش عايز اعيش|مش عايزة اعيش|كرهت حياتي|كرهت الدنيا|كرهت العيشة|كاره حياتي|كارهة حياتي
|ماليش لازمة|مليش لازمة|مش هكمل|ماليش لازمة اكمل|كتبت وصيتي|كتب وصيته|هخلص الليلة|هخلصها الليلة|اللي هعمله الليلة|مش هتلاقوني
|دي النهاية|خلاص النهاية|سامحوني .. عيالي|سامحوني وخلوا|ادعولي بالرحمة|بلعت حبوب|بلع شريط|خد شريط|شرب شريط|الحبوب كلها|suicide
|suicidal|kill myself|kill himself|kill herself|kill themself|killing myself|killing himself|killing herself|finish his life
|ending it|end everything|wanna die|better dead|hang myself|hang himself|hang herself|hanging himself|jump off|jumping from
|slit|overdose|pills here|took pills|goodbye forever|self harm|harm myself|harm himself|harm herself|hurt myself|a blade
|mesh 3ayza a3eesh|3ayez amoot|3ayza amoot|3ayz amot|nefsy amoot|nefsi amoot|hamawet nafsy|hamawwet nafsy|hamawet nafsi
|amawet nafsy|hamoot nafsy|hantaher|hante7er|hante7r|anta7er|ante7er|yente7er|hayente7er|a2tel nafsy|armi nafsy|army nafsy
|anot men|anott men|ante7ar|ashno2 nafsy|kereht 7ayaty|malish lazma|maleesh lazma|mesh hakamel|مش عايز اصحى|مش عايزة اصحى
|انام ومصحاش|هريحكم مني|اريحكم مني|هريح الكل|هحرق نفسي|احرق نفسي|يحرق نفسه|جهزت الحبوب|جهزت الحبل|الحبل جاهز|جهز الحبل
|معايا الحبوب|معايا شفرة|معاه شفرة|بالموس|قطع ايده|قطعت ايدي|رسالة وداع|عيالي امانة|ولادي امانة|ابنائي امانة|بنتي امانة|ادفنوني
|متزعلوش عليا|امي متزعلش|سامحوني|مبقتش عايز|هنهي حياتي|انهي العذاب|دايرة اكتل|عاوز اشنق|اقتل حالي|ابغى اموت|اذبح عمري|اقتل عمري
|sleep forever|disappear forever|burn myself|pour gasoline|on the edge|the rope|a rope|rope ready|pills ready|goodbye note
|suicide note|farewell|forgive me|bury me|cut myself|cutting himself|cutting herself|razor|sam7oony|samehoony|same7oony
|hanhy 7ayaty|anhy 7ayaty|2ate3 sharayeeny|a2ta3 sharayeeny|ارتاح للابد|ودي ارتاح|كلها ثانية وارتاح|محدش هيلاحظ|الحبوب جهزتها
|جهزتها جنبي|اضع حدا|اضع حدا لكل|يضع حدا|لم اعد احتمل|اعتنوا بامي|اعتنوا باطفالي|اعتنوا باهلي|كتب وداعا|بيودع|بيودعنا
|ودع اصحابه|رسالة توديع|wada3an|hayenot|haynot|yenot men|3ayez arta7|wed arta7|burden to anyone|be a burden|saying goodbye
|سايب وصيتي|دي وصيتي|اخر مرة هتسمعوا|اخر مرة تسمعوا|sorry mama|خلصت حياتي|حياتي انتهت|حياتي خلصت|انا عبء|عبء عليكم|عبء عليهم
|دمروني|الموت راحة|الموت اهون|مستني الموت|ربنا ياخدني|rather die|prefer death|7ayaty 5elset|no point anymore|do it after
|بوست اخير|قفل كل حساباته|قفل حساباته|مكان مفيهوش وجع|رايح لمكان|رايح لربنا|رايحة لربنا|اشتريت سم|اشترى سم|شريت سم
|bought poison|final post|amawet nafsi|mawet nafsy|hay7es beya|7ay7es beya`,

  // Held by authorities, death.
  arrest: `قبض عليه|قبضوا عليه|قبضوا عليها|قبضوا عليهم|قبضوا علي|القبض|اتقبض|اتقبض عليه|مقبوض|انقبض|تقبض|معتقل|معتقلين|اعتقل|اعتقلوا
|اعتقلوه|اعتقال|اعتقلت|محتجز|محتجزة|محتجزين|محتجزون|احتجز|احتجزوا|احتجاز|موقوف|موقوفين|اوقفوه|توقيف|سجن|السجن|مسجون|مسجونين
|سجين|الحبس|حبس|حبسوه|حبسوني|حبسوهم|اتحبس|اتحبسوا|محبوس في مركز|محبوسين عند|في القسم|قسم الشرطة|مركز الشرطة|مركز شرطة|الترحيلات
|ترحيل|هيرحلوه|هيرحلوني|مرحلين|الابعاد|حجز الجوازات|زنزانة|الزنزانة|خفر السواحل|الجوازات مسكوه|مركز ايواء|مركز احتجاز
|الاستخبارات|المخابرات|امن الدولة|arrest|arrested|detained|detain|detention|custody|in jail|jail|jailed|prison|imprisoned
|prisoner|police station|police took|police caught|locked up|deported|deportation|coast guard|et2abad|et2bd|etqabad|mo3taqal
|mo3ta2al|mas goon|masgoon|masgoun|segn|el segn|ma7boos f|ma7bous|7abasoh|7abasooh|mo7tagaz|tar7eel|tar7ilat`,
  employer: `كفيل|الكفيل|كفيلي|صاحب العمل|صاحب الشغل|صاحب الشركة|صاحبة العمل|ارباب العمل|رب العمل|صاحبة البيت|الشركة|شركة|المدير|المكتب
|مكتب|المعلم|المقاول|المدام|مدام|السمسار|العمل|sponsor|employer|boss|company|manager|agent|agency|madam|kafeel|contractor
|office|recruiter|kafil|el kafil|kfil|sherka|elsherka|el mo2awel|nanny|household|المخدوم|اصحاب البيت`,
  withhold: `واخد|واخده|واخدين|اخد|اخدوا|خد|خدوا|ماخذ|ماخد|اخذ|ماسك|ماسكين|حاجز|حاجزين|ساحب|سحب|سحبوا|مصادر|صادر|محتفظ|محتجز|احتجز|احتجزوا
|يحتجز|يحتفظ|شايل|شال|قافل على|رافض يدي|رافض يرجع|رافض تسليم|رافض يسلم|يرفض تسليم|مب راضي|حابس|خابي|مخبي|معاه|took|take|takes
|taken|keep|keeps|kept|keeping|hold|holds|holding|held|confiscated|withhold|withholding|wont give|not giving|has my|have my
|has our|have our|wa5ed|wakhed|wa5deen|5ad|khad|masek|7agez|sa7ab|me7tafez|locks|lock|pulls`,
  papersWithheld: `{withhold} ~ {passport} ~ {employer}|{passport} ~ {withhold} ~ {employer}|{employer} {withhold} {passport}
|{employer} .. {withhold} .. {passport}|{passport} .. مع الكفيل|{passport} .. عند الكفيل|{passport} .. مع المكتب
|{withhold} {passport}|{withhold} .. {passport}|{passport} {withhold}|ومعاهم {passport}|معاهم {passport}|بلاغ هروب|هروب
|3amel balagh horoob|balagh horoob|absconding|huroob`,
  passport: `باسبور|باسبورات|الباسبور|باسبوري|باسبورنا|جواز|جوازي|جوازات|جوازاتنا|جوازات السفر|جواز السفر|الجواز|البسبور|بسبور|الباسبورت
|passport|passports|pasport|passeport|gawaz|gawazy|gawazat|basbor|basboor|basbory`,
  dead: `اتوفى|اتوفي|اتوفت|اتوفوا|توفى|توفي|توفيت|توفوا|متوفي|متوفى|متوفية|المتوفى|المتوفي|وفاة|وفاته|وفاتها|مات|ماتت|ماتوا|المرحوم
|المرحومة|استشهد|استشهدت|استشهدوا|استشهاد|شهيد|اتقتل|اتقتلت|قتلوه|قتلوها|قتل|مقتل|مقتول|انقتل|البقاء لله|الدوام لله|جثة|جثته
|جثتها|جثمان|جثمانه|الجثمان|جثامين|جثث|المشرحة|مشرحة|ثلاجة المستشفى|ثلاجة الموتى|تلاجة الموتى|ندفنه|ندفنو|يدفنوه|الدفن|دفن|دفنه
|اندفن|تكريم الميت|شحن الجثمان|نقل الجثمان|تصريح دفن|died|death|deceased|passed away|killed|murdered|bodies|corpse|coffin
|morgue|mortuary|funeral|bury|buried|burial|etwaffa|etwafa|etwaffet|etwafet|twaffa|mat|matet|mato|gosman|el gosman|gothman
|gosaman|gessa|gossa|mashra7a|dafn|is dead|was dead|are dead|dead body|found dead|already dead|my dead|ميتا|لقوه ميت|لقيناه ميت
|بوفاة|وفاة المواطن|mat f|=ميتة`,
  recentDeath: `{dead} هسع|{dead} .. امبارح|{dead} .. النهارده|{dead} .. اليوم|{dead} .. الصبح|{dead} .. امس|{dead} .. this
|{dead} .. yesterday|{dead} .. today|{dead} .. embare7|بوفاة|توفى مساء|توفي مساء|توفي فجر|mat naharda|died today`,
  body: `جثة|جثمان|جثته|جثمانه|جثامين|جثث|المشرحة|مشرحة|ثلاجة المستشفى|ثلاجة الموتى|تلاجة الموتى|ندفنه|ندفنو|ندفن|الدفن|دفن|اندفن
|شحن الجثمان|نقل الجثمان|تصريح دفن|نعش|صندوق الجثمان|dna|الرفات|body|bodies|corpse|remains|coffin|morgue|mortuary|bury|burial
|gosman|gothman|gessa|mashra7a|dafn|bring him home|repatriate the|repatriate his|yraga3oh|يرجعوه بلده|دفنه بمصر|في دفنه
|ترغب في دفنه|ye3raf ezay yraga3oh`,
  comeIn: `بتدخل|داخلة|تدخل|دخلت|بتزيد|بتعلى|عليت|علت|ترتفع|ارتفعت|وصلت|وصل|غمرت|غرقت|مغرقة|لحد الركب|للركب|لحد الوسط|لوسطنا|لحد صدرنا
|للدور|طالعة|come inside|coming inside|comes in|coming in|come in|inside|is in|rising|rises|up to|entering|entered|enters
|filled|filling|flooded|flooding|until our|reached|te3la|betod5ol|betodkhol|betedkhol|da5la|واصلة|wasla|wasala|coming`,
  bodyPart: `راس|راسه|وش|وشه|وشها|وجهه|عين|عينه|عيونه|عينيه|بقه|بوقه|فمه|شفايف|شفايفه|شفته|لسان|لسانه|رقبته|زوره|صدر|صدره|صدرها|قلبه|بطن
|بطنه|بطنها|ضهره|ظهره|ايده|ايديه|دراعه|صوابع|صوابعه|رجله|رجليه|رجلها|جسمه|جسمها|جسم|جلده|لونه|لونها|نبضه|ضوافر|اطرافه|face|eyes
|eye|lips|lip|mouth|tongue|neck|throat|chest|stomach|belly|skin|hands|fingers|legs|body|pulse|nails|weshaha|wesho|weshoh
|shafayfo|shafayfha|gesmo|gesmaha|lono|loono|3eno|sadro|eedo|regleha|reglo|bo2aha|bo2o|bo2oh`,
  badSign: `ازرق|زرقا|زرقة|بتزرق|بيزرق|مزرق|زراق|ابيض|اصفر|صفرا|شاحب|بارد|باردة|متلج|متلجة|ساقع|ساقعة|متخشب|متخشبة|متصلب|خشبت|بيترعش
|بتترعش|بيرتعش|يرتعش|بينتفض|بيتنفض|بترجف|بيرجف|عم يرجف|مقلوبة|بتتقلب|اتقلبت عين|مايل|مايلة|معووج|معوج|اتعوج|نميل|منمل|منملة
|مخدر|مخدرة|مشلول|مفتوح|مفتوحة|مدلدل|مهروس|انهرس|هرس|اتهرس|متفحم|مسلوق|blue|pale|white|grey|gray|yellow|cold|stiff|rigid
|trembling|shaking|twisted|crooked|drooping|numb|rolled|crushed|torn|open wound|zar2a|zr2a|azra2|betet3esh|beyet3esh|beyer3esh
|bayrta3esh|motalleg|met5asheb|انفتح|اتفتح|انشق|اتشق|انكسر راسه|اتنفخ|اتنفخت|انتفخ|انتفخت|swelled|split open|cracked|قافش|مقبوض
|ضاغط|طابق|متيبس|مات|ماتت|بينزف|tight|limp|me3wag|me3waga|me3wga`,
  vitalAct: `يتكلم|تتكلم|يتكلموا|ينطق|تنطق|يبلع|تبلع|يفتح عينه|تفتح عينها|يفتح عينيه|يفتح بقه|يقوم خالص|تقوم خالص|ياخد نفسه|تاخد نفسها
|ياخد نفس|يشوف فجاة|يرفع ايده|ترفع ايدها|يرفع دراعه|يحس|تحس|يميز|يعرفنا|تعرفنا|speak|talk|swallow|stand up|get up|lift
|recognize us|recognise us|see suddenly|yetkalem|tetkalem|yebla3|yeftah 3eno|yo2om|to2om|يحرك ايده|يحرك رجله|تحرك ايدها
|تحرك رجلها|يحرك نص|يحجي|تحجي|betetkalem|beyetkalem|btetkalem|byetkalem|tetkallem`,
  eldest: `اكبرهم|الكبير فيهم|الكبيرة فيهم|اكبرنا|انا الكبير|انا الكبيرة|الكبيرة عندها|الكبير عنده|oldest|the oldest|eldest|biggest is
|akbarhom|akbarna`,
  homeNear: `بيتنا|البيت|بيتي|عمارتنا|العمارة|البناية|بنايتنا|المبنى|السكن|سكننا|شقتنا|الشقة|السقف|سقف|الشباك|الحيطة|الحوش|البلكونة|الدور
|الطابق|المخيم|الخيمة|الخيام|الملجأ|السطح|السطوح|ملجأنا|our house|our building|our home|our dorm|our dormitory|our flat
|our apartment|our roof|our camp|our tent|our school|our hospital|our shelter|the building|the house|the dorm|the dormitory
|the roof|the basement|the shelter|the hostel|el beit|beitna|el 3omara|3omaretna|el sakan|el dor|el sa2f|el shebak|el binaya
|compound|our compound|the compound|the camp|our block|the block|our floor|the kitchen|our kitchen|our room|the flat
|the hospital|the school|المستشفى|المدرسة|الكمبوند|المعسكر|المصنع|الفندق|الاوضة|الغرفة|المطبخ|الجامعة|السكن الجامعي
|المدينة الجامعية|حوش|حوشنا|حارتنا|دارنا|الدار|الممر`,
  destroyed: `تهدم|تهدمت|تهدما|انهدم|انهدمت|اتهد|اتهدت|انهار|انهارت|اتدمر|اتدمرت|تدمر|تدمرت|دمر|دمرت|مدمر|مدمرة|تحطم|تحطمت|طار|طارت
|destroyed|demolished|flattened|blown up|blown away|gone|اتسوى|اتسوت|سوي بالارض|اتسحق|levelled|leveled`,
  floors: `الطابق|الطابقان|الطوابق|طابقين|الادوار|الدورين|floors|floor|storeys|two floors|top floor|upper floor|upper floors`,
  chain: `انشرها|ابعتها لعشرة|ارسلها لعشرة|انشر تؤجر|forward to`,
  keptBy: `مع {someoneElse}|عند {someoneElse}|معاي في الدكان|with {someoneElse}|with the {someoneElse}|with a {someoneElse}|واخداهم عندها
|ma3 {someoneElse}|3and {someoneElse}`,
  closedShop: `الصيدليات .. محروقة|الصيدليات .. قافلة|الصيدليات قفلت|الصيدلية قفلت|كل الصيدليات|مفيش صيدلية|مفيش صيدليات|ولا صيدلية
|pharmacies closed|pharmacy closed|no pharmacy|all pharmacies|saydaleya ma2foola|mafish saydaleya`,
  ordinal: `تاني|تانية|التانية|ثاني|ثانية|الثانية|تالت|تالتة|التالتة|ثالث|ثالثة|الثالثة|رابع|رابعة|خامس|خامسة|سادس|عاشر|third|fourth|fifth
|2nd|3rd|4th|tany|tani|talet|rabe3|5ames|second`,
  msgWord: `رسالة|رساله|الرسالة|مرة|المرة|شكوى|الشكوى|شكوي|طلب|ايميل|مسج|بلاغ|message|messages|email|e-mail|mail|request|complaint|letter
|time|resala|marra|shakwa`,
  engine: `engine|motor|موتور|الموتور|محرك|المحرك|ماكينة|الماكينة|mator`,
  broken: `fail|failed|dead|stop|stopped|broke|broken|off|died|وقف|عطل|عطلان|باظ|بايظ|مات|خرب|انطفى|فصل|we2ef|3etel|bayez`,
  gang: `عصابة|العصابة|عصابات|مهربين|المهربين|3esaba|el 3esaba|gang|smugglers|traffickers`,
  extinguished: `اتطفى|اتطفت|انطفى|انطفت|اطفى|طفوه|طفوها|طفيناه|طفيناها|السيطرة على|سيطروا|اخمد|اخمدوا|تم اخماد|extinguished|put out
|under control|is out|etttafa|ettafa|ettafet`,
  news: `خبر|اخبار|حس|معلومة عنه|كلمة منه|news|word from|sign of|a5bar|5abar`,
  heard: `سمع|سمعنا|سامع|نسمع|عرف عنه|شاف|شافه|heard|hear|seen|sam3|sem3|shaf|shafo`,
  phoneOff: `مقفول|قافل|قافلة|مغلق|مقفل|فاصل|ما بيجمع|مش بيجمع|غير متاح|خارج التغطية|خارج الخدمة|off|closed|switched off|unreachable|dead
|ma2fool|ma2fol|fasel`,
  adult: `بالغ|بالغين|مرافق|مرافقين|ولي|قريب|قرايب|اهل|اهالي|اهاليهم|اهله|اهلها|اهلهم|ذويه|ذويهم|كبير|كبار|adult|adults|relative
|relatives|guardian|parents|parent|family|teacher|grown up|mother|father|ahl|ahlo|kobar|kebeer`,
  transplant: `زراعة|زرع|زارع|زارعة|مزروع|مزروعة|transplant|transplanted|zar3|zare3`,
  device: `جهاز|الجهاز|ماكينة|مضخة|machine|device|gehaz|makana`,
  breathWord: `تنفس|التنفس|نفس|اكسجين|الاكسجين|breathing|oxygen|breath|tanafos|nafas`,
  tin: `علبة|العلبة|علب|كيس|باكو|رضعة|الرضعة|بيبيلاك|بيبلاك|tin|can|bottle|formula|bebelac|s26|3elba|elbet`,
  shortage: `نقص|قلة|shortage|lack of|نقصان`,
  untilWord: `until|till|لحد|لغاية|حتى|الا لما|غير لما|قبل ما|le7ad|la7ad`,
  payWord: `pay|transfer|send|ندفع|يدفع|ادفع|تدفع|نحول|احول|يحول|نبعت|ابعت|يبعتوا|ارسال|nedfa3|nb3at|yedfa3|n7awel`,
  projectile: `قصف|قذيفة|قذائف|دانة|دانات|صاروخ|صواريخ|غارة|غارات|مسيرة|راجمات|راجمة|هاون|مدفع|مدافع|مدفعية|قنبلة|انفجار|انفجر|برميل|رماية
|طيران|shell|shelling|bomb|bombing|missile|rocket|airstrike|strike|drone|mortar|artillery|explosion|blast|grenade|sarookh
|saroo5|2asf|qasf|dana|enfegar`,
  foundOne: `عثر|عثرنا|لقينا|لقيت|لقيناه|وجدنا|وجدت|وجد|found|la2ena|la2et|la2eena`,
  threatWord: `تهديد|التهديد|يهدد|بيهدد|مهددين|threat|threaten|threatened|tahdid|beyhaded`,
};
