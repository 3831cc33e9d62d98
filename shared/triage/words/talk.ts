/** Words about the talk itself: denial, hearsay, past, jokes, thanks, advertising. They say how much the other words weigh. */
export const TALK = {
  // What denies the words after it. `noThing` denies things («مفيش مصابين»), `notDo` what is done («مش قادر»).
  noThing: `=بعيد عن|=بلا|=دون|=لا توجد|=لا في|=لا يوجد|=ليس|=ما عندنا|=ما عندي|=ما في|=ما فيه|=مافي|=مبقاش|=محدش|=معندوش|=معنديش|=معيش|=مفيش|=مفيهوش|=من غير|=ولا حد|no|nobody|none|without|zero`,
  notDo: `=عدم|=لا|=لم|=لن|=ما|=مب|=مش|=مو|cannot|cant|dont|not|nothing|wont`,
  // After these «ما» is no denial.
  noDenial: `no problem|بعد ما|زي ما|ساعة ما|قبل ما|كل ما|لحد ما|ما زال|يوم ما`,
  but: `=احنا|=الا|=الحمد|=المهم|=بس|=بسبب|=حتي|=داير|=دايرين|=عايز|=عايزه|=عايزين|=عشان|=غير|=كلنا|=لان|=لحد|=لكن|=محتاج|=محتاجين|=نحن|=يعني|because|but|except|just|only|since|until|we`,

  // Figures of speech. What `figure` covers says nothing.
  dying: `bamoot|dead|die|dying|hamoot|hanmoot|mayet|motte|starving|اتخنقت|انفجر|خنق|طق|قتل|متت|متجمد|متنا|مخنوق|موت|ميت|هلك`,
  trifle: `=heat|paperwork|queue|waiting|الانتظار|التعب|الحر|الزحمة|الشوق|الضحك|الطابور|الفرحة|الملل|النوم`,
  price: `as3ar|price|prices|اسعار|الجروب|الجو|الدنيا|الدولار|الماتش|ايجار|تذاكر|سعر`,
  blaze: `=نار|والع|ولع`,
  figure: `الجو =نار|{dying} .. {trifle}|{trifle} .. {dying}|{dying} .. {laugh}|{dying} from the {trifle}|{price} .. {blaze}|الغربة {dying}|قلب {blaze}|الدنيا {blaze}|killing me|murder|ميت في`,
  laugh: `haha|hahaha|lol|😂|😅`,

  // Heard from others, read, seen: a story, not a report.
  hearsay: `5abar|=بيقولوا|=قريت|forwarded|posted|telegram|they say|tiktok|ابعتها|الاخبار|الفيديو|الفيس|بوست|بيتقال|تيك توك|جروب|سمعت|سمعنا|قروب|منشور|ناس بتقول|نشر`,
  truthAsked: `confirm|fake|official|true|الكلام دا|حقيقة|حقيقي ولا|ده حقيقي|رسمي|صحة|صحتها|قديم ولا|كضب|كلام ده|مصدق|نفي`,
  // What may happen, or happens to somebody in general.
  supposing: `if i|احتياطي|بفكر|لو حد`,
  // Time that is over.
  longAgo: `kont|last month|last year|الاسبوع اللي فات|السنة اللي فاتت|السنه الفاتت|زمان|فاكرين|من سنة|من شهر`,
  // The speaker's own trouble is over, or the matter is closed.
  over: `=لقيناه|=لقيناهو|=وصلت|=وصلنا|cancel|false alarm|ignore|اتحل|اطمنا|اقفلو|انتهى|رجعنا|سالمين|في اسوان عند|قفلوا|لقوه|لقيته|متبعتوش|وصلو`,
  distant: `{press}|{offer}|{drill}|{fiction}`,
  nowWord: `now|still|today|الآن|النهارده|حاليا|دلوقت|لسه|هسع`,
  ceased: `=انتهي|=توقف|=خلص|=سكت|=وقف|=وقفت|ended|stopped|بعيد|لسه ما`,
  thanks: `thank|اشكر|تسلم|جزاكم الله|ربنا يجازيكم|شكر|شكرا|كتر خيركم|نشكر`,
  fine: `=آمن|=امان|=سليم|=طيب|=طيبة|=طيبين|amaan|aman|calm|fine|hady|hadya|healthy|kwayes|no problem|normal|nothing happen|ok|okay|quiet|safe|tamam|well|احوالنا|الحال ماشي|بالسلامة|بخييير|بعيد عننا|تمام|ثابتة|حلو|دافي|رايق|زي الفل|سالك|سالمين|صحتي|ظابطة|عادي|عايشين|في امان|كله تمام|كويس|مبسوط|مرتاح|مستقر|مستورة|مش مستعجل|مفيش خطر|مفيش مشاكل|نضيف|هادي|هدوء`,
  // Not asking for themselves: offers, press, research, exercises, stories.
  offer: `عندي {ride}|offer|volunteer|اتبرع|اساعد|استقبل|اعرض|ببلاش|تبرع|تبرعات|تكفل|لله|متطوعين|مجانا|مستعد`,
  press: `=فصل|=كتاب|podcast|thesis|tv|باحث|بحث|برنامج|تحقيق|تقرير|جريدة|حلقة|رواية|صحفي|ضيف|كاتب|لقاء|مشهد|معد|مقال|نشرة`,
  drill: `false|بالغلط|تجربة|تدريب`,
  fiction: `television|تلفزيون|مسلسل`,
  test: `=test|اختبار|بجرب|تجربة|تجريبي|تيست`,

  // Advertising and wrong numbers.
  advert: `=اضغط|=خاص|=عرض|claim|congratulations|link|reply|traffic|usdt|wallet|widow|اعشاب|اكسب|الرابط|اللهم|انذار|انشر|انضم|تطلب|تعالج|تقسيط|خصم|سوبر|شيف|عيادات|فرصة|كلمنا|كورس|مبروك|مضمون|مقدم|ملكية|هدية|يوميا`,
  wrongNumber: `=كشف|delivery|el tarabeza|order|الاسانسير|البلكونة|التانك|السوبر ماركت|الماتش|المخزن|المطعم|المفتاح|انا تحت|توصيل|درس|سباك|غسالة|كرتونة|كشري`,
  no: `=مبقاش`,
};
