/** Words about the talk itself: denial, hearsay, past, jokes, thanks, advertising. They say how much the other words weigh. */
export const TALK = {
  // What denies the words after it. `noThing` denies things («مفيش مصابين»), `notDo` what is done («مش قادر»).
  noThing: `=بعيد عن|=بلا|=دون|=لا توجد|=لا في|=لا يوجد|=ليس|=ما بقى|=ما عندنا|=ما عندي|=ما في|=ما فيه|=مافي|=ماكو|=مالهاش|=مبقاش|=محد|=محدش|=معناش|=معندناش|=معندوش|=معنديش|=معهاش|=معيش|=مفيش|=مفيهاش|=مفيهوش|=من غير|=ولا حد|no|nobody|none|without|zero`,
  notDo: `=عدم|=لا|=لم|=لن|=ما|=مب|=مش|=مو|cannot|cant|didnt|dont|not|nothing|wont`,
  // After these «ما» is no denial.
  noDenial: `no problem|بعد ما|زي ما|ساعة ما|قبل ما|كل ما|لحد ما|ما زال|مفيش مشكلة|يوم ما`,
  but: `=احنا|=الا|=الحمد|=المهم|=بدي|=بس|=بسبب|=حتي|=داير|=دايرين|=عايز|=عايزه|=عايزين|=عشان|=غير|=كلنا|=لان|=لانه|=لحد|=لكن|=محتاج|=محتاجين|=نحن|=يعني|because|but|except|just|only|since|until|we`,

  // Figures of speech. What `figure` covers says nothing.
  dying: `=حرجة|bamoot|dead|die|dying|hamoot|hanmoot|mayet|motte|starving|اتخنقت|انفجر|خنق|طق|قتل|متت|متجمد|متنا|مخنوق|موت|ميت|هلك`,
  trifle: `=heat|boredom|far7a|paperwork|queue|suspense|ta3ab|waiting|zaha2|الانتظار|التعب|الحر|الحرارة|الزحمة|الزهق|الشوق|الضحك|الطابور|الفرحة|الملل|النوم`,
  price: `as3ar|price|prices|اسعار|الجروب|الجو|الدنيا|الدولار|الماتش|ايجار|تذاكر|سعر`,
  blaze: `=نار|والع|ولع`,
  figure: `{dying} .. {trifle}|{trifle} .. {dying}|{dying} .. {laugh}|{dying} from the {trifle}|{price} .. {blaze}|الغربة {dying}|قلب {blaze}|الدنيا {blaze}|dying to|heart attack when|killing me|murder|بتدبحنا|جاب .. جلطة|قتلتني|قلب .. نار|قلب بيقف|ميت في`,
  laugh: `haha|hahaha|lol|😂|😅`,
  calmSign: `🌹`,

  // Heard from others, read, seen: a story, not a report.
  hearsay: `5abar|=بيقولوا|=قريت|bte2ol|by2olo|clip|esha3a|footage|forwarded|i heard|on tv|posted|rumor|telegram|they say|tiktok|tweet|ابعتها|اتقال|اشيره|الاخبار|الفيديو|الفيس|اللي نازلة|انفراد|بتتقال|بوست|بيتقال|بيلف|تزعم|تيك توك|جروب|ده كلام|رؤيا|سمعت|سمعنا|شائعة|قرأت|قروب|كلام فيس|متداول|منتشر|منشور|منقول|ناس بتقول|نشر|يتداول`,
  truthAsked: `confirm|da sa7|fake|official|real or|true|اكدوا|الخبر ده|الكلام دا|تأكيد|حقيقة|حقيقي ولا|ده حقيقي|رسمي|صح ولا|صحة|صحتها|فبركة|قديم ولا|كضب|كلام ده|مصدق|نصدق|نفي`,
  // What may happen, or happens to somebody in general.
  supposing: `if i|احتياطي|بفكر|سؤال عام|لو انا|لو حد|مستقبلا`,
  // Time that is over.
  longAgo: `in march|kont|last month|last year|years ago|الاسبوع اللي فات|السنة اللي فاتت|السنه الفاتت|ذكريات|زمان|فاكرين|كنت محبوس|من سنة|من شهر`,
  // The speaker's own trouble is over, or the matter is closed.
  over: `=عدينا|=لقيناه|=لقيناهو|=وصلت|=وصلنا|cancel|false alarm|ignore|re3na|was found|weselna|weslo|اتحل|اتطمنا|اطمنا|اقفلو|انتهى|بطمنكم|تعبناكم|رجع البيت|رجعنا|سالمين|طبت|في اسوان عند|قفلوا|لقوه|لقيته|متبعتوش|نجونا|وصلو`,
  distant: `{press}|{offer}|{drill}|{fiction}`,
  nowWord: `now|still|today|الآن|النهارده|حاليا|دلوقت|لسه|هسع|هلق`,
  ceased: `=انتهي|=توقف|=خلص|=سكت|=وقف|=وقفت|ended|stopped|بعيد|لسه ما|ما جاها`,
  thanks: `thank|اشكر|التقدير|تسلم|تعبناكم|جزاكم الله|دعوات|ربنا يجازيكم|ربنا يكرمكم|شكر|شكرا|كتر خيركم|لجهودكم|ما قصرتو|مجهودكم|نشكر|يجزيكم`,
  fine: `=آمن|=آمنة|=امان|=زينة|=سليم|=طيب|=طيبة|=طيبين|amaan|aman|bekheir|calm|fine|hady|hadya|healthy|kwayes|no danger|no problem|normal|not in danger|nothing happen|ok|okay|quiet|safe|safely|tamam|well|احوالنا|احوالي|اكلين شاربين|الحال ماشي|الدنيا تمام|امنين|بالسلامة|بخييير|بعيد عننا|تمام|ثابتة|حلو|دافي|رايق|زي الفل|سالك|سالمين|صحتي|ظابطة|عادي|عايشين|في امان|كله تمام|كويس|لا خطر|مأكلينا|ما في عوجة|مبسوط|مرتاح|مستتب|مستقر|مستورة|مش مستعجل|مطمئن|مفيش خطر|مفيش علينا خطر|مفيش مشاكل|مفيش مشكلة|منيح|نضيف|نعيم|هادي|هدوء`,
  // Not asking for themselves: offers, press, research, exercises, stories.
  offer: `عندي {ride}|beds|donate|for free|offer|volunteer|اتبرع|اساعد|استقبل|اعرض|ببلاش|تبرع|تبرعات|تكفل|لله|متبرع|متطوعين|مجانا|مستعد|نساعد`,
  press: `=فصل|=كتاب|bulletin|documentary|interview|journalist|podcast|radio|researcher|statement|subscribe|thesis|tv|tweet|احصائيات|اغنية|باحث|بحث|برنامج|تحقيق|تصوير|تقرير|جريدة|حلقة|رواية|صحفي|صحيفة|ضيف|في قناة|قصيدة|كاتب|لقاء|مؤلف|مراسل|مشهد|معد|مقال|نشرة`,
  drill: `false|بالغلط|تجربة|تدريب`,
  fiction: `مسلسل`,
  test: `=test|اختبار|بجرب|تجاهلوها|تجربة|تجريبي|تيست`,

  // Advertising and wrong numbers.
  advert: `=اضغط|=خاص|=عرض|audit|beneficiary|claim|click|coin|congratulations|discount|earn|expert|followers|forsa|gift|guaranteed|http|limited|link|loan|parcel|reply|seo|traffic|unsubscribe|usdt|wallet|widow|ارباح|اربح|استثمار|استثمر|اشترك|اعشاب|اكسب|الرابط|اللهم|انذار|انسى|انشر|انضم|تؤجر|تطلب|تعالج|تقسيط|تليجرام|ثواب|جايزة|حول الان|خصم|رؤيا|زكاتك|سداد|سوبر|شهريا|شيف|عيادات|فرصة|فودافون كاش|فوركس|قبل نفاد|قرض|قسط|كبسولات|كسبت|كلمنا|كورس|لايك|للبيع|للتواصل|للجادين|للفرد|مبروك|مضمون|مقدم|ملكية|هدية|وظائف|يوميا`,
  wrongNumber: `=سلطة|=كشف|=ميس|delivery|el tarabeza|mechanic|order|pizza|torta|wrong number|استبن|الاسانسير|الاوردر|البلكونة|البيبان|التانك|التورتة|الجنط|السوبر ماركت|الضرس|الطلب اتاخر|الطلبية|العروسة|العنوان القديم|القياس|الكارتة|الكفتة|الكوافير|اللوكيشن|الماتش|المحبس|المخزن|المطعم|المفتاح|انا تحت|بيتزا|توصيل|حشيتيه|درس|دليفري|سباك|غسالة|فرخة|كرتونة|كشري|مستعملة|مستنيك|يونيفورم`,
  no: `=مبقاش`,
};
