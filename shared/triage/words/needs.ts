/** What people live on, what runs out, and whether they can move. */
export const NEEDS = {
  water: `=ميه|=الميه|=مياه|المياه|=موية|=المويه|=مويه|=ماي|=الماي|=مي|=المي|=ماء|=الماء|=للشرب|=مايه|=بالميه|=والميه|=الشرب|water
|=mayya|mayya|moya`,
  food: `اكل|الاكل|طعام|الطعام|عيش|خبز|رغيف|دقيق|الدقيق|غذاء|مؤن|مونة|تموين|رز|معلبات|وجبة|بسكوت|تمر|العدس|الجوع|جعانين|جوعانين|جعان
|food|bread|flour|meal|meals|hungry|starving|akl|3eish|5obz|ga3aneen|go3`,
  power: `كهربا|الكهربا|كهرباء|الكهرباء|النور|=نور|التيار|المولد|مولد|جنريتور|electricity|electric|power|generator|lights|blackout
|kahraba|kahrba|nour`,
  milk: `لبن|اللبن|حليب|الحليب|رضعة|بيبرونة|milk|formula|laban|7aleeb|halib|leben|بيبيلاك|بيبلاك|سيميلاك|bebelac|similac|aptamil`,
  diapers: `حفاضات|حفاضة|بامبرز|pampers|diapers|nappies`,
  cash: `فلوس|الفلوس|قروش|كاش|مصاري|نقود|cash|money|folos|flos|floos`,
  out: `خلص|خلصت|خلصان|هيخلص|نفد|نفذ|نفدت|نفذت|نافد|كمل|كملت|كملان|كملو|انتهى|انتهت|ينتهي|تنتهي|سينتهي|قاطع|قاطعة|مقطوع|مقطوعة|انقطع
|انقطعت|منقطع|منقطعة|قطعت|قطعوا|قطعو|اتقطع|اتقطعت|بتقطع|فصل|فصلت|هيفصل|فاصل|فاصلة|واقف|وقف|وقفت|طفى|طفا|طافي|جفت|نشفت|ناشفة
|قرب يخلص|قربت تخلص|راح|راحت|مقفول|finished|finish|finishing|ran out|out of|ended|gone|empty|off|cut|last|stopped|dry|over
|expired|no more|5elset|5eles|2at3a|2ata3|at3a|ma2too3|maqto3|2ate3|2at3een|2ta3t|nafad|kemlat|kammal`,
  present: `موجود|موجودة|متوفر|متوفره|متوفرين|شغال|شغالة|ماشي|ماشية|ماشة|يكفي|تكفي|يكفينا|بيكفي|بتكفي|كفاية|متاح|كتير|لسه في|رجعت|جات
|بنملاها|بيجيبولنا|مستورة|available|enough|plenty|still have|have some|working|came back|works|mawgood|mawgooda|yekaffy|mawgoud
|shaghal|shaghala`,
  lack: `محتاج|محتاجين|محتاجة|نحتاج|احتاج|بحاجة|عايز|عايزين|عاوز|عاوزين|داير|دايرين|دايرة|بدنا|بدي|نبغى|ابغى|نبي|ابي|نريد|اريد|مطلوب
|ابعتوا|هاتوا|وفروا|need|needs|want|require|send|bring|me7tag|me7tageen|m7tag|m7tageen|3ayez`,
  find: `لاقي|لاقيين|لاقية|لاقين|لقيت|لقينا|نلاقي|الاقي|بنلاقي|بلاقي|نلقى|بنلقى|عارف اجيب|نجد|اجد|موجود|متوفر|متاح|find|found|get|buy
|available|la2y|la2yeen|la2ein|la2een|mawgood`,

  insulin: `انسولين|الانسولين|انسلين|insulin|insuline|ansoleen|ansolin|ansouleen|ansulin|insoleen|ensoleen|الميكستارد|مكستارد|لانتوس
|نوفورابيد|mixtard|lantus|novorapid|ensulin|enslin|insolin|inslin|ansulen`,
  dialysis: `غسيل كلى|غسيل الكلى|غسيل|ديلزة|الكلى|كلوي|dialysis|hemodialysis|kidney|kidneys|ghaseel|ghasil|8aseel|ghaseel kola|kola|ghsel
|sel kelya|el kelya|kelya|kelwy|جلسة الغسيل|جلسة غسيل|الفستولا|renal|kidney machine|session on the|sessions on the|غسيلها|غسيله`,
  skipped: `مغسلش|مغسلتش|ماغسلش|ماغسل|missed|skipped|ma8aselsh|maghaselsh|maghaselteesh|overdue|el galsa kan|kan mafrood`,
  oxygen: `اكسجين|الاكسجين|اوكسجين|انبوبة|اسطوانة اكسجين|اسطوانة|جهاز تنفس|oxygen|ventilator|concentrator|cpap|oxygène|oksegen|oksijin
|oksegeen|2oksegen|okzijin|مولد اكسجين|حضانة|الحضانة|incubator|bipap|oxigen|oxgen|el oxygen|oxygen machine`,
  lifeMed: `{insulin}|{oxygen}|زراعة كبد|هيموفيليا|فاكتور|كورتيزون|البخاخ|بخاخ|صرع|transplant|immunosuppressant|tacrolimus|prograf
|haemophilia|hemophilia|inhaler|epipen|hydrocortisone|addison|nebulizer|hemofilia|bakhakh|ba5a5|pacemaker|نخاع|rejection
|دستيونون|مضخة|pump|suction|حقن السكر|حقنة السكر|بخاخة|البخاخة|وحدات في القلم|وحدة في القلم|سكر نوع اول|{device} {breathWord}
|{device} .. {breathWord}|{medicine} ~ {transplant}|{transplant} .. {medicine}`,
  chronicMed: `ضغط|الضغط|السكر|سكر|سكري|القلب|قلب|صرع|كيماوي|كيماوى|سرطان|كانسر|الغدة|سيولة|ربو|الاعصاب|نفسية|تجلط|كبد|انيميا|منظم|بلافيكس
|ماريفان|pressure|diabetes|diabetic|heart|epilepsy|cancer|chemo|chemotherapy|thyroid|warfarin|asthma|antidepressant|thalassemia
|hiv|da8t|daght|el sokar|sokar|2alb|alb|kimawy`,
  medicine: `دوا|الدوا|دواء|الدواء|دوايا|ادوية|الادوية|علاج|العلاج|علاجه|علاجها|حبوب|حبة|حباية|برشام|حقن|حقنة|ابر|ابرة|شريط|جرعة|جرعات
|روشتة|امبول|قلم|اقلام|medicine|medicines|medication|medications|meds|pills|pill|tablets|tablet|injection|injections|dose|doses
|prescription|drug|drugs|dawa|adweya|2adweya|7abtein|7obob|7oboob|7abaya|7o2na|7o2net|7o2an|gor3a|gor3et|3elag|shereet`,
  hormone: `نفسو ريحتو|ketones|fruity|باظ|باظت|فسد|فسدت|ساح|باظ من الحر|spoiled|spoilt|ruined`,
  lastDose: `اخر جرعة|آخر جرعة|last pen|one dose|only one dose|a5er 7o2net|a5er anbooba`,
  fewPills: `فاضل {medicine}|فاضل .. حباية|تلات حبات|حبتين|حبايتين|العلبة الاخيرة|{medicine} .. يومين|7abtein`,
  openShop: `بنشتري`,
  doctor: `دكتور|الدكتور|طبيب|طبيبه|مستشفى|المستشفى|مستوصف|عيادة|صيدلية|الصيدليات|صيدليات|ممرض|doctor|hospital|clinic|nurse|pharmacy
|pharmacies|doctora|mostashfa|saydaleya|saydaliya|sydaleya|العيادة|centre|midwife|maternity|deliver`,
  ill: `مريض|مريضة|مريضه|المريض|عيان|عيانة|عيانين|تعبان|تعبانة|سخن|سخنة|سخونية|حرارة|حرارته|حرارتها|حمى|حمة|ملاريا|كوليرا|اسهال|ترجيع
|بيرجع|بترجع|بيستفرغ|تستفرغ|مغص|كلاوي|مرارة|زايدة|الزايدة|حصوة|سكر|سكري|ضغط|قلب|ربو|سرطان|كيماوي|sick|ill|illness|patient|fever
|malaria|cholera|diarrhea|diarrhoea|vomiting|vomit|infection|pain|appendix|diabetic|disease|condition|mareed|mareeda|3ayan
|3ayana|ta3ban|ta3bana|so5n|so5na|sokhna|so5oneya|7arara|malarya|حصوه|كحة|كحه|بيكح|بتكح|سعال|يسعل|استفراغ|التهاب|ملتهب|ملتهبة
|خراج|تورم|صديد|حساسية|جرب|طفح|دوخة|بدوخ|هبوط|دوسنتاريا|تيفويد|ضنك|كرونا|كورونا|كوفيد|ضرس|ضرسي|سني|اكتئاب|انهيار|توجع|يوجعني
|بيوجعني|موجوع|تعبانين|مرضان|مرضانة|مريضين|ضعيفة|cough|coughing|dizzy|dizziness|weak|infected|swelling|rash|toothache|tooth
|dengue|typhoid|covid|asthma|depressed|depression|panic|migraine|ulcer|unwell|marid|mardan|esehal|targee3|so7enha|ko7a|dokha
|do5a|chemo|chemotherapy|radiation|radiotherapy|اشعاعي|stent|دعامة|دعامات|=مرض|=المرض|=مرضي|=نزلة`,
  severe: `جدا|اوي|شديد|شديدة|خطر|خطير|خطيرة|حرج|حرجة|بسرعة|حالا|فورا|ضروري|مستعجل|very|severe|badly|critical|urgent|urgently|immediately
|awi|gamed|besor3a|bsor3a`,
  pregnant: `حامل|حوامل|الحامل|الحمل|حبلى|pregnant|pregnancy|expecting|7amel|hamel|7amla|7aml`,
  birthSoon: `ولادتها|ولادتي|قيصرية|c-section|caesarean|cesarean`,
  lateMonth: `الشهر التامن|شهر ثامن|شهر تامن|شهرها الثامن|في السابع|في التامن|بالسابع|بالتامن|بالثامن|بالتاسع|السابع|التامن|الثامن|التاسع
|eighth month|my eighth`,
  earlyMonth: `في الرابع`,

  waterOut: `{water-}|{water} .. {out}|{out} .. {water}|{find-} .. {water?}|بدون {water?}|{water} قرب|عطشانين|عطشان|العطش|thirsty
|dehydrated|out of {water}|3atshaneen|مشربناش|thirst|3atashan|3atshan|غطا ازازة|الحنفية ناشفة|نقطة مي|نقطة مية|نقطة ميه
|ولا نقطة|mayet el takyeef|el 5azzan nshef|bneghly|مفيش نقطة|drop of water|half a cup|sharing half|{water} {noThing}`,
  waterFine: `{water} .. {present}|{present} .. {water}|{out-} .. {water}|{water} .. {out-}|{water} =في|{water} =فيه`,
  foodOut: `{food-}|{food} .. {out}|{out} .. {food}|{find-} .. {food?}|out of {food}|اخر رغيف|مأكلناش|ماكلناش|بدون {food?}|جعانين|جوعانين
|نموت من الجوع|موت من الجوع|من الجوع|starving|havent had {food?}|hungry|makalnash|ga3aneen|عايشين على|على بسكوت
|{food} {noThing}`,
  foodFine: `{food} .. {present}|{present} .. {food}|{food} =في|{food} =فيه`,
  powerOut: `{power-}|{power} .. {out}|{out} .. {power}|قطع {power}|{power} قطع|no {power?}|بدون {power?}|الضلمة|blackout|{power} {noThing}`,
  milkOut: `{milk-}|{milk} .. {out}|{out} .. {milk}|{find-} .. {milk?}|out of {milk}|بدون {milk?}|{milk} نشف|{lack} .. {milk}|العلبة فضيت
|مية بسكر|ميه بسكر|مبيرضعش|مبترضعش|مش بترضع|only tea|had only tea|tin is finished|يانسون|معلقة لبن|بيصرخ من الجوع
|{tin} .. {out}|{out} .. {tin}|{tin-}|{find-} .. {tin?}|{milk} {noThing}`,
  cureOut: `{medicine-}|{medicine} .. {out}|{out} .. {medicine}|{find-} .. {medicine?}|out of {medicine}|بدون {medicine?}
|{lack} .. {medicine}|{medicine} .. {find-}|{medicine} مش موجود|{lastDose}|{medicine} {noThing}`,
  lifeOut: `{lifeMed-}|{lifeMed} .. {out}|{out} .. {lifeMed}|{find-} .. {lifeMed?}|{lifeMed} .. {find-}|out of {lifeMed}|بدون {lifeMed?}
|{lack} .. {lifeMed}|{lifeMed} .. {lack}|{lifeMed} ~ {lastDose}|{lifeMed} ~ {powerOut}|{lifeMed?} .. {out}|{lifeMed} .. باظ
|{lifeMed} .. باظت|{lifeMed} .. فسد|{lifeMed} .. كمل|{lifeMed} .. نفد|{lifeMed} يدوب|{lifeMed} .. يدوب|{oxygen} .. البنزين
|{oxygen} .. جاز|{lifeMed} .. spoiled|فاضل .. {lifeMed}|فاضلي .. {lifeMed}|فاضله .. {lifeMed}|فاضلها .. {lifeMed}
|باقي .. {lifeMed}|باقيلي .. {lifeMed}|متبقي .. {lifeMed}|{lifeMed} .. stopped|{oxygen} .. stopped|{oxygen} .. zero
|{oxygen} .. low|{oxygen} .. almost|{lifeMed} .. محروقة|{lifeMed} .. واقف|{lifeMed} ~ {closedShop}|{device} ~ {powerOut}
|{device} .. {flat}|{lifeMed} .. {flat}|{lifeMed} ~ {flat}|{lifeMed} {noThing}`,

  // Moving.
  leave: `ننزل|انزل|نزل|ينزل|نطلع|اطلع|يطلع|تطلع|نخرج|اخرج|يخرج|تخرج|الخروج|نمرق|امرق|نتحرك|اتحرك|التحرك|نمشي|امشي|يمشي|تمشي|المشي|نروح
|اروح|نوصل|اوصل|يوصل|نهرب|نغادر|المغادرة|نطلعو|نطلعهم|نوديه|اوديه|توديهو|بمشي|نفوت|نعدي|نتنقل|leave|move|go outside|exit|walk
|go down|escape|reach|outside|drive|nenzel|anzel|nokhrog|no5rog|a5rog|akhrog|netla3|atla3|neta7arak|net7arak|yeta7arak|nemshy
|nrooh|nroo7|newsal|awsal|temshy|temshi`,
  able: `قادر|قادرين|قادرة|عارف|عارفين|عارفة|راضي|راضيين|نقدر|اقدر|يقدر|تقدر|بنقدر|بقدر|بيقدر|بتقدر|نستطيع|استطيع|يستطيع|فينا|فيني|ممكن
|يمكننا|able|can|could|possible|allowed|2adreen|2ader|2adra|3arfeen|3aref|3arfa|bte2dar|ne2dar|n2dar|2adrin|3arfin|qadreen`,
  stuckIn: `محاصر|محاصرين|محاصره|محاصرون|حصار|الحصار|محبوسين في {home}|محبوس في {home}|محبوسين في البدروم|محبوس في شقته|محبوسين في
|عالقين في {home}|حظر تجول|حظر التجول|مقفول بالدبابات|الشارع مقفول|الطريق مقطوع|القناص|trapped|surrounded|besieged|siege
|stuck in {home}|stuck at home|curfew|too dangerous|sniper|snipers|mo7asareen|mo7asar|ma7boseen|ma7bosin|ma7booseen|ma7bos
|ma7bosa|2annasa|annasa|7azr el tagawol|7azr tagawol|el share3 ma2fool|كردون|all blocked|cordon`,
  cannotMove: `{able-} .. {leave?}|{leave-}|{able-} {leave?}|{stuckIn}|dangerous to go`,
  canMove: `نقدر نتحرك|قادرين نتحرك|نقدر نخرج|معانا عربية|عندي عربية|have a car|trains still run|trains are running`,

  // Charge, last message, silence, complaint again.
  phone: `موبايل|الموبايل|موبايلي|تليفون|التليفون|تليفوني|تلفون|التلفون|تلفوني|هاتف|الهاتف|هاتفي|جوال|الجوال|جوالي|بطارية|البطارية
|بطاريتي|شحن|الشحن|شحني|جهازي|phone|mobile|battery|cell|telephone|charge|mobaily|el mobile|mobayl|telefon|telephony|telefony
|sha7n|sha7ny|battareya|shahn`,
  flat: `هيفصل|هتفصل|حيفصل|بيفصل|هيقفل|هيقطع|قرب يخلص|قربت تخلص|هيخلص|بتخلص|بيخلص|حيخلص|شارف|ستنطفئ|سينطفئ|يكاد|هيموت|=dying|low
|hayefsel|hyefsel|haye2fel|hye2fel|ha2fel|hayemoot|byefsel|beyefsel`,
  batteryLow: `{phone} .. {flat}|{flat} .. {phone}|شحن .. {flat}`,
  lastWords: `دي اخر رسالة|a5er resala|last msg|دي آخر رسالة|ودي اخر رسالة`,
  again: `تاني مرة|للمرة الثانية|للمرة الرابعة|تالت رسالة|الرسالة التالتة|تاني شكوى|بعتلكم قبل كده|سبق وارسلت|ومحدش رد|ولا حد رد
|follow-up|reminder|{ordinal} {msgWord}|{msgWord} {ordinal}|للمرة {ordinal}|محدش معبرني|no one answered|answered the first
|لم يصلني رد|مفيش اي رد|مفيش رد`,
  help: `الحقونا|الحقوني|الحقو|الحقوا|انقذونا|انقذوني|انقذو|انجدونا|انجدوني|النجدة|نجدة|اغيثونا|اغيثوني|استغاثة|استغيث|نستغيث|ساعدونا
|ساعدوني|حد يلحقنا|حد يلحقني|يلحقنا|يغيثنا|sos|mayday|el7a2ona|el7a2ouna|el7a2oony|elha2ona|el7aoona|sa3dona|sa3edona|🆘|🚨
|for god sake|استغيث بكم|اغيثوهم|انقذوهم|انقذوه|انقذوها|الحقوه|الحقوها|الحقوهم|حد يلحق|حد يلحقه|مستغيثين|نداء استغاثة|help!!
|we are dying|حنموت|سنموت|yel7a2na|7ad yel7a2na|enqezona|en2ezona`,
  alarm: `🔥|🩸|💔|😱|🆘|🚨|😭|💣|🔫|☠`,
};
