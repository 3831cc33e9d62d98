/**
 * Where: cities, districts and crossings the room meets, by country. `English name: other spellings`, a star where the English name by itself is
 * no sign of it; a district gives its city, and a country's other names than the usual
 * (CLDR's, which every Node knows) stand after a colon alone. Spellings of one word also match with Arabic prefixes («بالخرطوم»).
 */
export const PLACES: Record<string, string> = {
  SD: `:سودان,elsudan
Khartoum North:بحري,الخرطوم بحري,خرطوم بحري,شمبات,الشعبية بحري,شرق النيل,الحاج يوسف,الحلفايا,الدروشاب,كافوري,bahri,khartoum bahri,shambat,sharg elnil,sharq elnil,sharg el nil,kafouri,haj yousif
Omdurman:ام درمان,امدرمان,المهندسين,الثورة الحارة,الموردة,بانت,ابو سعد,امبدة,ود نوباوي,الفتيحاب,omdorman,umdurman,om dorman,omdurmam,almawrada,banat,ombada,el thawra
Khartoum:الخرطوم,خرطوم,جبرة,الرياض شارع,سوبا,الكلاكلة,الصحافة,العمارات,الطائف,اركويت,بري,المعمورة,الديم,امتداد الدرجة,شارع الستين,شارع المطار,المنشية,الجريف,جريف,الازهري,مايو,السوق العربي,بشائر,khartum,el khartoum,gabra,jabra,soba,kalakla,sahafa,amarat,arkaweet,burri,mamoura,bashair,el riyadh street,manshiya,gereif
Wad Madani:مدني,ود مدني,ودمدني,madani,medani,wad medani
El Obeid:الابيض,obeid,al obeid,elobeid
El Fasher:الفاشر,فاشر,زمزم,elfasher,al fashir,fasher
Nyala:نيالا
El Geneina:الجنينة,geneina,genina
Zalingei:زالنجي
*El Daein:الضعين,daein
Kassala:كسلا,كسله,kasala
Gedaref:القضارف,قضارف,gadaref,el gadarif,gadarif
Port Sudan:بورتسودان,بورت سودان,بورسودان,portsudan,bort sudan,bortsudan,port soudan
Suakin:سواكن,sawakin
Atbara:عطبرة,3atbara
Shendi:شندي,shendy
Dongola:دنقلا,دنقله,don2ola,dongla
Merowe:مروي,marawi
Karima:كريمة
Wadi Halfa:وادي حلفا,حلفا,اشكيت,wady halfa,halfa,ashkeet
New Halfa:حلفا الجديدة
Argeen:ارقين,ارجين,arqin,argin,arqeen,ar2een
Abu Hamad:ابو حمد
Sennar:سنار,sinnar
Singa:سنجة
Kosti:كوستي,kosty
Rabak:ربك
*Ed Damazin:الدمازين,damazin
Kadugli:كادقلي,كادوقلي
*En Nahud:النهود,nahud
Jebel Aulia:جبل اولياء,جبل الاولياء,jabal awlia
Rufaa:رفاعة
Hasahisa:الحصاحيصا
*El Managil:المناقل,managil
Berber:بربر
Babanusa:بابنوسة`,
  LY: `:lebya
Tripoli:طرابلس,تاجوراء,سوق الجمعة,ابو سليم,جنزور,عين زارة,قصر بن غشير,trablos,tarablos,trables,tajoura,souq aljuma,souk eljuma,abu salim,janzour,ain zara
Benghazi:بنغازي,بني غازي,bengazi,banghazi,bengazy,bnghazi
Misrata:مصراتة,mosrata,misurata
Zawiya:الزاوية,zawia,el zawya
Zuwara:زوارة,zwara
Sabratha:صبراتة,sabrata
Derna:درنة,darna
Tobruk:طبرق,tobro2,tobrok,tobruq
Musaid:مساعد,امساعد,mosa3ed,msaed,emsaed
Bayda:البيضاء
Sabha:سبها,سبهة,sebha
Kufra:الكفرة,kofra
Bani Walid:بني وليد,beni walid,bani waleed
Ajdabiya:اجدابيا,اجدابية,agdabya
Sirte:سرت,sert
Tarhuna:ترهونة
Gharyan:غريان
Zintan:الزنتان
Ghadames:غدامس
Ubari:اوباري
Murzuq:مرزق
Khoms:الخمس ليبيا
Zliten:زليتن
Ras Ajdir:راس جدير,رأس اجدير,ras jedir,ras gdeir
Marj:المرج
Jalu:جالو`,
  EG: `:القاهرة,masr,cairo,el 2ahera
Salloum:السلوم,هضبة السلوم,saloum,sallum,el salloum
Qustul:قسطل,qastal,2ostol,qostol,kastal
Aswan:اسوان
Abu Simbel:ابو سمبل
Nuweiba:نويبع
Alexandria:اسكندرية,الاسكندرية,eskendereya
Arish:العريش
Hurghada:الغردقة
Taba:طابا
Safaga:سفاجا`,
  PS: `:فلسطين,palestine
Gaza:غزة,الشجاعية,الرمال,الشاطئ,الزيتون,تل الهوى,مستشفى الشفا,ghazza,8aza,ghaza,shujaiya
Khan Younis:خان يونس,خانيونس,القرارة,khan yunis,khanyounis,khan younes
Rafah:رفح,تل السلطان,rafa7
*Deir al-Balah:دير البلح,deir al balah,deir el balah
Nuseirat:النصيرات
Jabalia:جباليا,jabalya
Beit Lahia:بيت لاهيا
Beit Hanoun:بيت حانون
*Al-Mawasi:المواصي,mawasi
Jenin:جنين الضفة,مخيم جنين
Nablus:نابلس
Ramallah:رام الله
Hebron:الخليل
Jerusalem:القدس`,
  IL: `:
Tel Aviv:تل ابيب`,
  LB: `:lebnan
Beirut:بيروت,الضاحية,حارة حريك,برج البراجنة,الاشرفية,الحمرا,برج حمود,الشياح,الاوزاعي,beyrout,bairut,dahieh,dahiyeh,bourj hammoud,hamra street,beyrut
*Tyre:صور لبنان,في صور,بصور,tyre lebanon,sour
Sidon:صيدا,saida
Nabatieh:النبطية,nabatiyeh
Baalbek:بعلبك,baalbeck
Bint Jbeil:بنت جبيل
*Tripoli:طرابلس لبنان,طرابلس الشام,tripoli lebanon
Zahle:زحلة
Marjayoun:مرجعيون
Masnaa:المصنع الحدودي,معبر المصنع
Hermel:الهرمل
Khiam:الخيام`,
  SY: `:سورية,sorya
Damascus:دمشق,الشام,جرمانا,المزة,jaramana,dimash2
Aleppo:حلب
Homs:حمص
*Hama:حماة,hama syria
Latakia:اللاذقية
Tartus:طرطوس,tartous
*Deir ez-Zor:دير الزور,deir ezzor
Idlib:ادلب
Raqqa:الرقة
Suwayda:السويداء,sweida
Daraa:درعا
Qamishli:القامشلي`,
  UA: `:okranya
Kyiv:كييف,kiev,kyev
Kharkiv:خاركيف,خاركوف,kharkov,kharkof
Odesa:اوديسا,odessa
Lviv:لفيف,lvov
Dnipro:دنيبرو,دنيبروبتروفسك
Zaporizhzhia:زابوريجيا,زابوروجيا,zaporizhia,zaporozhye
Sumy:سومي
Kherson:خيرسون
Mykolaiv:ميكولايف,nikolaev
Mariupol:ماريوبول
Poltava:بولتافا
Vinnytsia:فينيتسا,vinnitsa
Ternopil:ترنوبل
Uzhhorod:اوجهورود,uzhgorod
*Ivano-Frankivsk:ايفانو,ivano frankivsk
Chernihiv:تشرنيهيف
Donetsk:دونيتسك
Bakhmut:باخموت
Kramatorsk:كراماتورسك
Kryvyi Rih:كريفي ريه`,
  RU: `:
Moscow:موسكو
*Saint Petersburg:بطرسبورغ,سان بطرسبرج,petersburg
Rostov:روستوف`,
  YE: `:
Sanaa:صنعاء
Aden:عدن
Taiz:تعز,ta3ez
Hodeidah:الحديدة,hudaydah
Marib:مارب
Mukalla:المكلا
Shabwah:شبوة
Seiyun:سيئون`,
  IQ: `:el 3ra2
Baghdad:بغداد
Basra:البصرة,el basra
Erbil:اربيل
Mosul:الموصل
Najaf:النجف
Karbala:كربلاء
Kirkuk:كركوك
Sulaymaniyah:السليمانية
Nasiriyah:الناصرية
Samawah:السماوة`,
  IR: `:
Tehran:طهران
Shiraz:شيراز
Mashhad:مشهد`,
  SA: `:السعودية,saudi,ksa,el so3odeya,so3odeya
Riyadh:الرياض,el riyadh,reyad,ryad,riyad
Jeddah:جدة,gedda,gadda,jidda,jedda
Mecca:مكة,الحرم,makkah,makka,maka
*Mina:منى,mina makkah
Arafat:عرفات,عرفة
Medina:المدينة المنورة,madinah
Dammam:الدمام,el dammam
Khobar:الخبر السعودية,الخبر الدمام
Jubail:الجبيل
Taif:الطايف,مدينة الطائف
Tabuk:تبوك
Abha:ابها
Jizan:جيزان,جازان
*Hail:حائل,hail saudi
Yanbu:ينبع
Buraidah:بريدة,القصيم,qassim
Najran:نجران
*Hafr al-Batin:حفر الباطن,hafr al batin`,
  KW: `:el kuwait,kwait,kweit
Farwaniya:الفروانية
Kuwait City:مدينة الكويت,حولي,السالمية,الجهراء,hawally,salmiya,jahra`,
  AE: `:الامارات,uae,emirates,el emarat
Dubai:دبي,dubay
Abu Dhabi:ابوظبي,ابو ظبي,abudhabi
Sharjah:الشارقة
Ajman:عجمان
Al Ain:العين الامارات,مدينة العين,العين
Fujairah:الفجيرة
Ras Al Khaimah:راس الخيمة`,
  QA: `:
Doha:الدوحة,el doha`,
  BH: `:
Manama:المنامة`,
  OM: `:سلطنة عمان
Muscat:مسقط
Salalah:صلالة
Sohar:صحار`,
  JO: `:el ordon
Amman:عمان,عمّان,3amman
Aqaba:العقبة,el 3a2aba
Irbid:اربد
Zarqa:الزرقاء
Mafraq:المفرق,الزعتري`,
  TR: `:turkey,turkiye,torkya
Istanbul:اسطنبول,استانبول,estanbol
Ankara:انقرة
Izmir:ازمير
Mersin:مرسين
Gaziantep:غازي عنتاب,عنتاب
Antakya:انطاكيا,hatay
Antalya:انطاليا
Bursa:بورصة تركيا
Adana:اضنة
Kahramanmaras:مرعش
Edirne:ادرنة`,
  TN: `:tunis
Sfax:صفاقس
Djerba:جربة
Zarzis:جرجيس
Ben Gardane:بن قردان`,
  DZ: `:
Oran:وهران`,
  MA: `:
Casablanca:الدار البيضاء,كازا
Marrakesh:مراكش,marrakech`,
  MR: `:
Nouakchott:نواكشوط`,
  TD: `:
*N'Djamena:انجمينا,نجامينا,ndjamena
Adre:ادري`,
  SS: `:
Juba:جوبا
Renk:الرنك`,
  ET: `:
Addis Ababa:اديس ابابا,addis
Metema:المتمة,القلابات
Gondar:غوندر`,
  ER: `:
Asmara:اسمرة`,
  SO: `:el somal
Mogadishu:مقديشو`,
  DJ: `:`,
  NE: `:`,
  NG: `:`,
  KE: `:
Nairobi:نيروبي`,
  CD: `:الكونغو,congo
Goma:غوما`,
  CY: `:
Larnaca:لارنكا
Nicosia:نيقوسيا`,
  GR: `:el yonan
Athens:اثينا
Kalamata:كالاماتا
Crete:كريت
Thessaloniki:سالونيك
Lesbos:ليسبوس`,
  IT: `:etalya
Rome:روما
Milan:ميلانو,ميلان,milano
Lampedusa:لامبيدوزا
Sicily:صقلية
Naples:نابولي
Turin:تورينو`,
  MT: `:`,
  ES: `:
Madrid:مدريد
Barcelona:برشلونة`,
  FR: `:faransa
Paris:باريس,barees
Lyon:ليون
Marseille:مارسيليا
*Nice:نيس فرنسا,nice france`,
  DE: `:almanya
Berlin:برلين
Munich:ميونخ
Frankfurt:فرانكفورت
Hamburg:هامبورج,هامبورغ`,
  GB: `:بريطانيا,انجلترا,uk,england,britain,engeltera
London:لندن
Manchester:مانشستر
Birmingham:برمنجهام`,
  NL: `:holland
Amsterdam:امستردام`,
  BE: `:
Brussels:بروكسل`,
  CH: `:
Geneva:جنيف`,
  AT: `:
Vienna:فيينا`,
  SE: `:el sweed
Stockholm:ستوكهولم
Malmo:مالمو`,
  NO: `:
Oslo:اوسلو`,
  DK: `:الدنمارك`,
  PL: `:bolanda
Warsaw:وارسو
Przemysl:بشميشل
Krakow:كراكوف
Medyka:ميديكا`,
  RO: `:
Bucharest:بوخارست
Siret:سيريت`,
  HU: `:المجر
Budapest:بودابست`,
  SK: `:`,
  MD: `:
Chisinau:كيشيناو`,
  CZ: `:czech
Prague:براغ`,
  RS: `:`,
  BG: `:
*Sofia:صوفيا بلغاريا,sofia bulgaria`,
  BY: `:بيلاروسيا
Minsk:مينسك`,
  GE: `:
Tbilisi:تبليسي`,
  AM: `:`,
  CN: `:el seen
Wuhan:ووهان
Beijing:بكين
Guangzhou:جوانزو`,
  IN: `:
Mumbai:مومباي
*New Delhi:نيودلهي,delhi`,
  PK: `:`,
  AF: `:
Kabul:كابول`,
  MY: `:
Kuala Lumpur:كوالالمبور`,
  ID: `:`,
  TH: `:
Bangkok:بانكوك`,
  MM: `:ميانمار,myanmar`,
  PH: `:`,
  JP: `:
Tokyo:طوكيو`,
  KR: `:كوريا,korea
Seoul:سيول`,
  KZ: `:`,
  KG: `:قرغيزستان
Bishkek:بيشكيك`,
  US: `:امريكا,usa,america,amreeka
New York:نيويورك
Washington:واشنطن
Houston:هيوستن`,
  CA: `:kanada
Toronto:تورونتو
Montreal:مونتريال`,
  BR: `:`,
  AU: `:
Sydney:سيدني
Melbourne:ملبورن`,
  NZ: `:`,
  ZA: `:
Johannesburg:جوهانسبرج`,
  GH: `:`,
  ML: `:
Bamako:باماكو`,
  SN: `:`,
  UG: `:
Kampala:كمبالا`,
  RW: `:`,
  TZ: `:`,
  MZ: `:`,
};
