/** Words about the talk itself: denial, hearsay, past, jokes, thanks, advertising. They say how much the other words weigh. */
export const TALK = {
  // What denies the words after it. `noThing` denies things («مفيش مصابين»), `notDo` what is done («مش قادر»).
  noThing: `=مفيش|=مفيهاش|=مفيهوش|=ماكو|=مافي|=ما في|=ما فيه|=محدش|=محد|=ما حدا|=ولا حد|=لا يوجد|=لا توجد|=ليس|=بلا|=من غير|=دون|=معندناش|=معندوش|=معنديش|=ما عندنا|=ما عندي|=ما عنده|=معناش|=معيش|=معهاش|=مبقاش|=ما ضل|=ما بقى|=مالهاش|=بعيد عن|no|none|without|nobody|zero|away from|=لا في`,
  notDo: `=مش|=مو|=مب|=ما|=لا|=لم|=لن|=عدم|not|nothing|cant|cannot|dont|didnt|wont`,
  // After these «ما» is no denial.
  noDenial: `زي ما|كل ما|بعد ما|قبل ما|لحد ما|ساعة ما|يوم ما|no problem|مفيش مشكلة|مش هزار|ما زال`,
  but: `=بس|=لكن|=الا|=غير|=عشان|=لان|=لانه|=بسبب|=عايزين|=عايز|=عايزه|=محتاج|=محتاجين|=داير|=دايرين|=بدي|=كلنا|=احنا|=نحن|=الحمد|=المهم|=يعني|=حتي|=لحد|but|only|just|because|until|since|except|we`,

  // Figures of speech. What `figure` covers says nothing.
  dying: `موت|ميت|متنا|متت|انفجر|هلك|قتل|خنق|مخنوق|اتخنقت|طق|متجمد|dying|die|dead|starving|hamoot|hanmoot|bamoot|mayet|motte|مامتش بس|=حرجة`,
  trifle: `الحر|الحرارة|الضحك|الملل|الزهق|الشوق|الانتظار|التعب|الزحمة|الطابور|النوم|الفرحة|=heat|boredom|waiting|suspense|queue|paperwork|zaha2|ta3ab|far7a`,
  price: `سعر|اسعار|ايجار|تذاكر|الدولار|الدنيا|الجروب|الماتش|الجو|price|prices|as3ar`,
  blaze: `=نار|ولع|والع`,
  figure: `{dying} .. {trifle}|{trifle} .. {dying}|{dying} .. {laugh}|{dying} from the {trifle}|موت فيكم|موت =وارجع|=hamoot w a3raf|{price} .. {blaze}|الغربة {dying}|قلب والع|قلب {blaze}|قلب .. نار|قلب واجعني على|قلب وقع|قلب هيقف|قلب بيقف|دمي اتحرق|جاب .. جلطة|روح طلع|ماتت الاحلام|dying to|killing me|heart attack when|drowning in|put out the fire|الدنيا {blaze}|نار اللي جوايا|اكلتنا اكل|website is dead|murder|threw me a rope|قتلتني|بتدبحنا|ميت في`,
  laugh: `lol|haha|hahaha|😂|😅`,
  calmSign: `🌹`,

  // Heard from others, read, seen: a story, not a report.
  hearsay: `ناس بتقول|حد بيقول|سمعت|سمعنا|متداول|يتداول|منتشر|نشر|منشور|بوست|قرأت|تيك توك|الفيس|الاخبار|جروب|قروب|منقول|شائعة|تزعم|بيتقال|اتقال|they say|someone here say|i heard|rumor|video says|on facebook|telegram|tiktok|clip|footage|by2olo|bte2ol|esha3a|الصورة اللي|اللي نازلة|=بيقولوا|قالولي ان|صورة ماشية|ماشية على|الفيديو|وصلتني رسالة|رسالة صوتية|forwarded|posted|بتتقال|ابعتها|اشيره|5abar|=قريت|القنوات مصورانا|الجماعة ديل جايين|on tv`,
  truthAsked: `صح ولا|صحيح ولا|حقيقي ولا|صحة|كلام ده|الكلام دا|ده حقيقي|اتاكد|تأكيد|نفي|مصدق|صاح ولا|قديم ولا|فبركة|كضب|is that real|is that right|fake|confirm|any truth|real or|da sa7|هو صحيح|صدق ولا|حقيقة|الخبر ده|صحتها|رسمي|نصدق|اكدوا|official|true`,
  // What may happen, or happens to somebody in general.
  supposing: `لو حد|لو واحد|لو زول|احتياطي|احتياطا|لما الدنيا|سؤال عام|if something|before problems|هسع لو|لو انا|مستقبلا|بفكر|if i`,
  // Time that is over.
  longAgo: `السنة اللي فاتت|العام الماضي|قبل سنتين|قبل عام|سنة كاملة|زمان|ايام الحرب|ذكريات|الشهر اللي فات|الشهر الماضي|الاسبوع اللي فات|last year|year ago|last month|من عشر سنين|ايام ليبيا|من شهر وانتوا|كانت من شهر|السنه الفاتت|in march`,
  // The speaker's own trouble is over, or the matter is closed.
  over: `=وصلنا|=وصلت|=وصلوا|رجعنا|رجع البيت|=عدينا|لقيته|لقوه|طلع بايت|طلعت ريحة|اطمنا|بطمنكم|اتحل|بقوا زي الفل|بقى كويس|نجونا|كلمني دلوقتي|اسف على الازعاج|تعبناكم|شيلوا البلاغ|الرسالة اللي فاتت|طبت|we arrived|reached aswan|was found|was released|everyone is ok|false alarm|ignore|weselna|re3na|في بيتي|في سريري|عدت على خير|انتهى|مشكلتي خلصت|مكنش فيه|في اسوان عند|=لقيناه|=لقيناهو|تقفلوا الملف|بالسلامة من|رسالة قديمة|كانت من شهر|بعتها تاني لوحده|بخصوص بلاغ|tele3 nayem`,
  distant: `{press}|{offer}|{drill}|{fiction}`,
  nowWord: `دلوقت|هسع|الآن|حاليا|هلق|النهارده|لسه|now|still|today`,
  ceased: `=وقف|=وقفت|=سكت|=توقف|=انتهي|=خلص|لسه ما|ما جاها|stopped|ended|بعيد`,
  thanks: `شكر|ربنا يكرمكم|جزاكم الله|كتر خيركم|يديكم العافية|الله يعافيكم|ما قصرتو|مجهودكم|لجهودكم|دعوات|تسلم|thank|god bless|التقدير|الله يكرمكم|تعبناكم|يجزيكم|kattar 5eerko|مديتوا ايديكم|ربنا ينجيكم|يا رجالة الغرفة`,
  fine: `كويس|بخير|تمام|سالمين|بالسلامة|امنين|مفيش خطر|هادي|هدوء|مستتب|مستقر|مستورة|مرتاح|منيح|رايقة|زي الفل|مطمئن|صحة جيدة|سالك|ظابطة|safe|fine|okay|ok|well|calm|quiet|nothing happen|kwayes|tamam|aman|bekheir|hadya|hady|amaan|مفيش مشاكل|مفيش مشكلة|ما في عوجة|احوالي|احوالنا|صحتي|عايشين|بعيد عننا|مفيش علينا خطر|مية مية|حلو|دافي|نضيف|no danger|no problem|not in danger|safely|healthy|=سليم|=امان|=آمن|=آمنة|=طيب|=طيبة|=طيبين|=زينة|لا خطر|بنام عادي|اكلين شاربين|ناس محترمين|مأكلينا|نايمة في العسل|الحال ماشي|no sirens|sefarat mafeesh|مبسوط`,
  // Not asking for themselves: offers, press, research, exercises, stories.
  offer: `اتبرع|متبرع|مستعد|لو اي اسرة|لو في اسر|مجانا|من غير مقابل|استقبل|اعرض|شقتين فاضيين|حابب اسلم|ابعت شنطة|volunteer|offer|can host|تكفل|في خدمتكم|مترجم محلف|for free|to help|المرقد علي|لي وجه الله|لله|على حسابي|اي مصري يصل|ببلاش`,
  press: `صحفي|صحافي|مراسل|جريدة|تحقيق|برنامج|تقرير|بحث|احصائيات|التوثيق بتاع|قصيدة|journalist|news site|documentary|researcher|thesis|comment on|صحيفة|لقاء|حلقة|معد|ضيف|مؤلف|مشروع تخرج|تصوير|statement|radio|tv|=كتاب|قناة اخبارية|في قناة|=فصل|اغنية`,
  drill: `تدريب|تمرين اخلاء|انذار كاذب|بالغلط|تجربة|مكنش حريق|انذار غلط|false|test alarm`,
  fiction: `مسلسل`,
  test: `تيست|تجربة|بجرب|اختبار|واحد اتنين|١ ٢ ٣|1 2 3|شغال ولا`,

  // Advertising and wrong numbers.
  advert: `كسبت|جايزة|مبروك|الرابط|اشترك|خصم|للجادين|للتواصل|قرض|بدون ضامن|فودافون كاش|مضمون|وظائف|للبيع|انشر|كورس|قبل نفاد|للفرد|حول الان|كلمنا|صورة البطاقة|بدون مقدم|وهتسمع خبر|اللهم|you won|congratulations|claim|click|limited|discount|earn|loan|guaranteed|followers|parcel|dear customer|link|http|اكسب|قسط|تقسيط|سداد|سوبر|تأشيرة حرة|تليجرام|لايك|يوميا|زراعة فورية|تنضيف مجاني|عيادات|اعشاب|انذار|sagel delwa2ty|double your|expert|gift|customs fee|forsa|=عرض|=اضغط|الدفع عند الاستلام|زكاتك|مطلوب فورا|unsubscribe|seo|شيف|انسى|تعالج|كبسولات|حبة البركة|ملكية|عروسة مصرية|ekteb yes|reply|audit|traffic|لجنة الانقاذ|استلم شهادة|قبل ما تموت`,
  wrongNumber: `فرخة|بيتزا|كشري|اوردر|الطلب اتاخر|المطعم|سباك|غسالة|اجي العيادة|حشيتيه|الضرس|مستنيك|على القهوة|جمعة مباركة|الطلبية|يا اسطى|ya asta|كرتونة|المخزن|pizza|enta fen|استبن|الكارتة|الجنط|ابعتلي الواد|البيبان|القياس|مسكن تاني|انا تحت|mechanic|el tarabeza|=سلطة|=كشف|الاسانسير|فني الصيانة|السوبر ماركت|ابعت فني|العنوان القديم`,
  no: `=مبقاش`,
};
