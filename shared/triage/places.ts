/**
 * Where: cities, districts and crossings the room meets, by country. `English name: spellings`; a district gives its city.
 * Spellings of one word also match with Arabic prefixes («بالخرطوم»).
 */
import { foldArabic, foldLatin, type Token } from './normalise.ts';
import { looseRoman, plainForms } from './spelling.ts';

const GAZETTEER: Record<string, string> = {
  SD: `:السودان,سودان,sudan,elsudan
Khartoum North:بحري,الخرطوم بحري,خرطوم بحري,شمبات,الشعبية بحري,شرق النيل,الحاج يوسف,الحلفايا,الدروشاب,كافوري,bahri,khartoum north,khartoum bahri,shambat,sharg elnil,sharq elnil,sharg el nil,kafouri,haj yousif
Omdurman:ام درمان,أم درمان,امدرمان,المهندسين,الثورة الحارة,الموردة,بانت,ابو سعد,امبدة,ود نوباوي,الفتيحاب,omdurman,omdorman,umdurman,om dorman,omdurmam,almawrada,banat,ombada,el thawra
Khartoum:الخرطوم,خرطوم,جبرة,الرياض شارع,سوبا,الكلاكلة,الصحافة,العمارات,الطائف,اركويت,بري,المعمورة,الديم,امتداد الدرجة,شارع الستين,شارع المطار,المنشية,الجريف,جريف,الازهري,مايو,السوق العربي,بشائر,khartoum,khartum,el khartoum,gabra,jabra,soba,kalakla,sahafa,amarat,arkaweet,burri,mamoura,bashair,el riyadh street,manshiya,gereif
Wad Madani:مدني,ود مدني,ودمدني,madani,wad madani,medani,wad medani
El Obeid:الابيض,الأبيض,obeid,el obeid,al obeid,elobeid
El Fasher:الفاشر,فاشر,زمزم,elfasher,el fasher,al fashir,fasher
Nyala:نيالا,nyala
El Geneina:الجنينة,geneina,el geneina,genina
Zalingei:زالنجي,zalingei
El Daein:الضعين,daein
Kassala:كسلا,كسله,kassala,kasala
Gedaref:القضارف,قضارف,gedaref,gadaref,el gadarif,gadarif
Port Sudan:بورتسودان,بورت سودان,بورسودان,port sudan,portsudan,bort sudan,bortsudan,port soudan
Suakin:سواكن,suakin,sawakin
Atbara:عطبرة,عطبره,atbara,3atbara
Shendi:شندي,shendi,shendy
Dongola:دنقلا,دنقله,dongola,don2ola,dongla
Merowe:مروي,merowe,marawi
Karima:كريمة,karima
Wadi Halfa:وادي حلفا,حلفا,اشكيت,wadi halfa,wady halfa,halfa,ashkeet
New Halfa:حلفا الجديدة,new halfa
Argeen:ارقين,أرقين,ارجين,argeen,arqin,argin,arqeen,ar2een
Abu Hamad:ابو حمد,أبو حمد,abu hamad
Sennar:سنار,sennar,sinnar
Singa:سنجة,سنجه,singa
Kosti:كوستي,kosti,kosty
Rabak:ربك,rabak
Ed Damazin:الدمازين,damazin
Kadugli:كادقلي,كادوقلي,kadugli
En Nahud:النهود,nahud
Jebel Aulia:جبل اولياء,جبل أولياء,جبل الاولياء,jebel aulia,jabal awlia
Rufaa:رفاعة,rufaa
Hasahisa:الحصاحيصا,hasahisa
El Managil:المناقل,managil
Berber:بربر,berber
Babanusa:بابنوسة,babanusa`,
  LY: `:ليبيا,libya,lebya
Tripoli:طرابلس,تاجوراء,سوق الجمعة,ابو سليم,أبو سليم,جنزور,عين زارة,قصر بن غشير,tripoli,trablos,tarablos,trables,tajoura,souq aljuma,souk eljuma,abu salim,janzour,ain zara
Benghazi:بنغازي,بني غازي,benghazi,bengazi,banghazi,bengazy,bnghazi
Misrata:مصراتة,مصراته,misrata,mosrata,misurata
Zawiya:الزاوية,zawiya,zawia,el zawya
Zuwara:زوارة,زواره,zuwara,zwara
Sabratha:صبراتة,صبراته,sabratha,sabrata
Derna:درنة,درنه,derna,darna
Tobruk:طبرق,tobruk,tobro2,tobrok,tobruq
Musaid:مساعد,امساعد,musaid,mosa3ed,msaed,emsaed
Bayda:البيضاء,البيضا,bayda
Sabha:سبها,سبهة,sabha,sebha
Kufra:الكفرة,الكفره,kufra,kofra
Bani Walid:بني وليد,bani walid,beni walid,bani waleed
Ajdabiya:اجدابيا,اجدابية,ajdabiya,agdabya
Sirte:سرت,sirte,sert
Tarhuna:ترهونة,tarhuna
Gharyan:غريان,gharyan
Zintan:الزنتان,zintan
Ghadames:غدامس,ghadames
Ubari:اوباري,ubari
Murzuq:مرزق,murzuq
Khoms:الخمس ليبيا,khoms
Zliten:زليتن,zliten
Ras Ajdir:راس جدير,رأس اجدير,رأس جدير,راس اجدير,ras ajdir,ras jedir,ras gdeir
Marj:المرج,marj
Jalu:جالو,jalu`,
  EG: `:مصر,القاهرة,egypt,masr,cairo,el 2ahera
Salloum:السلوم,هضبة السلوم,salloum,saloum,sallum,el salloum
Qustul:قسطل,qustul,qastal,2ostol,qostol,kastal
Aswan:اسوان,أسوان,aswan
Abu Simbel:ابو سمبل,abu simbel
Nuweiba:نويبع,nuweiba
Alexandria:اسكندرية,الاسكندرية,alexandria,eskendereya
Arish:العريش,arish
Hurghada:الغردقة,hurghada
Taba:طابا,taba
Safaga:سفاجا,safaga`,
  PS: `:فلسطين,palestine
Gaza:غزة,غزه,الشجاعية,الرمال,الشاطئ,الزيتون,تل الهوى,مستشفى الشفا,gaza,ghazza,8aza,ghaza,shujaiya
Khan Younis:خان يونس,خانيونس,القرارة,khan younis,khan yunis,khanyounis,khan younes
Rafah:رفح,تل السلطان,rafah,rafa7
Deir al-Balah:دير البلح,deir al balah,deir el balah
Nuseirat:النصيرات,nuseirat
Jabalia:جباليا,jabalia,jabalya
Beit Lahia:بيت لاهيا,beit lahia
Beit Hanoun:بيت حانون,beit hanoun
Al-Mawasi:المواصي,mawasi
Jenin:جنين الضفة,مخيم جنين,jenin
Nablus:نابلس,nablus
Ramallah:رام الله,ramallah
Hebron:الخليل,hebron
Jerusalem:القدس,jerusalem`,
  IL: `:اسرائيل,israel
Tel Aviv:تل ابيب,tel aviv`,
  LB: `:لبنان,lebanon,lebnan
Beirut:بيروت,الضاحية,حارة حريك,برج البراجنة,الاشرفية,الحمرا,برج حمود,الشياح,الاوزاعي,beirut,beyrout,bairut,dahieh,dahiyeh,bourj hammoud,hamra street,beyrut
Tyre:صور لبنان,في صور,بصور,tyre lebanon,sour
Sidon:صيدا,sidon,saida
Nabatieh:النبطية,النبطيه,nabatieh,nabatiyeh
Baalbek:بعلبك,baalbek,baalbeck
Bint Jbeil:بنت جبيل,bint jbeil
Tripoli:طرابلس لبنان,طرابلس الشام,tripoli lebanon
Zahle:زحلة,zahle
Marjayoun:مرجعيون,marjayoun
Masnaa:المصنع الحدودي,معبر المصنع,masnaa
Hermel:الهرمل,hermel
Khiam:الخيام,khiam`,
  SY: `:سوريا,سورية,syria,sorya
Damascus:دمشق,الشام,جرمانا,المزة,damascus,jaramana,dimash2
Aleppo:حلب,aleppo
Homs:حمص,homs
Hama:حماة,حماه,hama syria
Latakia:اللاذقية,latakia
Tartus:طرطوس,tartus,tartous
Deir ez-Zor:دير الزور,deir ezzor
Idlib:ادلب,إدلب,idlib
Raqqa:الرقة,raqqa
Suwayda:السويداء,suwayda,sweida
Daraa:درعا,daraa
Qamishli:القامشلي,qamishli`,
  UA: `:اوكرانيا,أوكرانيا,ukraine,okranya
Kyiv:كييف,kyiv,kiev,kyev
Kharkiv:خاركيف,خاركوف,kharkiv,kharkov,kharkof
Odesa:اوديسا,أوديسا,odesa,odessa
Lviv:لفيف,lviv,lvov
Dnipro:دنيبرو,دنيبروبتروفسك,dnipro
Zaporizhzhia:زابوريجيا,زابوروجيا,zaporizhzhia,zaporizhia,zaporozhye
Sumy:سومي,sumy
Kherson:خيرسون,kherson
Mykolaiv:ميكولايف,mykolaiv,nikolaev
Mariupol:ماريوبول,mariupol
Poltava:بولتافا,poltava
Vinnytsia:فينيتسا,vinnytsia,vinnitsa
Ternopil:ترنوبل,ternopil
Uzhhorod:اوجهورود,uzhhorod,uzhgorod
Ivano-Frankivsk:ايفانو,ivano frankivsk
Chernihiv:تشرنيهيف,chernihiv
Donetsk:دونيتسك,donetsk
Bakhmut:باخموت,bakhmut
Kramatorsk:كراماتورسك,kramatorsk
Kryvyi Rih:كريفي ريه,kryvyi rih`,
  RU: `:روسيا,russia
Moscow:موسكو,moscow
Saint Petersburg:بطرسبورغ,سان بطرسبرج,petersburg
Rostov:روستوف,rostov`,
  YE: `:اليمن,yemen
Sanaa:صنعاء,صنعا,sanaa
Aden:عدن,aden
Taiz:تعز,taiz,ta3ez
Hodeidah:الحديدة,hodeidah,hudaydah
Marib:مارب,مأرب,marib
Mukalla:المكلا,mukalla
Shabwah:شبوة,shabwah
Seiyun:سيئون,seiyun`,
  IQ: `:العراق,iraq,el 3ra2
Baghdad:بغداد,baghdad
Basra:البصرة,البصره,basra,el basra
Erbil:اربيل,أربيل,erbil
Mosul:الموصل,mosul
Najaf:النجف,najaf
Karbala:كربلاء,karbala
Kirkuk:كركوك,kirkuk
Sulaymaniyah:السليمانية,sulaymaniyah
Nasiriyah:الناصرية,nasiriyah
Samawah:السماوة,samawah`,
  IR: `:ايران,إيران,iran
Tehran:طهران,tehran
Shiraz:شيراز,shiraz
Mashhad:مشهد,mashhad`,
  SA: `:السعودية,السعوديه,saudi,saudi arabia,ksa,el so3odeya,so3odeya
Riyadh:الرياض,riyadh,el riyadh,reyad,ryad,riyad
Jeddah:جدة,جده,jeddah,gedda,gadda,jidda,jedda
Mecca:مكة,مكه,الحرم,mecca,makkah,makka,maka
Mina:منى,mina makkah
Arafat:عرفات,عرفة,arafat
Medina:المدينة المنورة,medina,madinah
Dammam:الدمام,dammam,el dammam
Khobar:الخبر السعودية,الخبر الدمام,khobar
Jubail:الجبيل,jubail
Taif:الطايف,مدينة الطائف,taif
Tabuk:تبوك,tabuk
Abha:ابها,abha
Jizan:جيزان,جازان,jizan
Hail:حائل,hail saudi
Yanbu:ينبع,yanbu
Buraidah:بريدة,القصيم,buraidah,qassim
Najran:نجران,najran
Hafr al-Batin:حفر الباطن,hafr al batin`,
  KW: `:الكويت,kuwait,el kuwait,kwait,kweit
Farwaniya:الفروانية,farwaniya
Kuwait City:مدينة الكويت,حولي,السالمية,الجهراء,kuwait city,hawally,salmiya,jahra`,
  AE: `:الامارات,الإمارات,uae,emirates,el emarat
Dubai:دبي,dubai,dubay
Abu Dhabi:ابوظبي,ابو ظبي,أبوظبي,أبو ظبي,abu dhabi,abudhabi
Sharjah:الشارقة,sharjah
Ajman:عجمان,ajman
Al Ain:العين الامارات,مدينة العين,العين,al ain
Fujairah:الفجيرة,fujairah
Ras Al Khaimah:راس الخيمة,رأس الخيمة,ras al khaimah`,
  QA: `:قطر,qatar
Doha:الدوحة,الدوحه,doha,el doha`,
  BH: `:البحرين,bahrain
Manama:المنامة,المنامه,manama`,
  OM: `:سلطنة عمان,oman
Muscat:مسقط,muscat
Salalah:صلالة,salalah
Sohar:صحار,sohar`,
  JO: `:الاردن,الأردن,jordan,el ordon
Amman:عمان,عمّان,amman,3amman
Aqaba:العقبة,aqaba,el 3a2aba
Irbid:اربد,إربد,irbid
Zarqa:الزرقاء,zarqa
Mafraq:المفرق,الزعتري,mafraq`,
  TR: `:تركيا,turkey,turkiye,torkya
Istanbul:اسطنبول,إسطنبول,استانبول,istanbul,estanbol
Ankara:انقرة,أنقرة,ankara
Izmir:ازمير,إزمير,izmir
Mersin:مرسين,mersin
Gaziantep:غازي عنتاب,عنتاب,gaziantep
Antakya:انطاكيا,أنطاكيا,antakya,hatay
Antalya:انطاليا,antalya
Bursa:بورصة تركيا,bursa
Adana:اضنة,أضنة,adana
Kahramanmaras:مرعش,kahramanmaras
Edirne:ادرنة,edirne`,
  TN: `:تونس,tunisia,tunis
Sfax:صفاقس,sfax
Djerba:جربة,djerba
Zarzis:جرجيس,zarzis
Ben Gardane:بن قردان,ben gardane`,
  DZ: `:الجزائر,algeria
Oran:وهران,oran`,
  MA: `:المغرب,morocco
Casablanca:الدار البيضاء,كازا,casablanca
Marrakesh:مراكش,marrakesh,marrakech`,
  MR: `:موريتانيا,mauritania
Nouakchott:نواكشوط,nouakchott`,
  TD: `:تشاد,chad
N'Djamena:انجمينا,نجامينا,ndjamena
Adre:ادري,adre`,
  SS: `:جنوب السودان,south sudan
Juba:جوبا,juba
Renk:الرنك,renk`,
  ET: `:اثيوبيا,إثيوبيا,ethiopia
Addis Ababa:اديس ابابا,أديس أبابا,addis ababa,addis
Metema:المتمة,القلابات,metema
Gondar:غوندر,gondar`,
  ER: `:اريتريا,eritrea
Asmara:اسمرة,asmara`,
  SO: `:الصومال,somalia,el somal
Mogadishu:مقديشو,mogadishu`,
  DJ: `:جيبوتي,djibouti`,
  NE: `:النيجر,niger`,
  NG: `:نيجيريا,nigeria`,
  KE: `:كينيا,kenya
Nairobi:نيروبي,nairobi`,
  CD: `:الكونغو,congo
Goma:غوما,goma`,
  CY: `:قبرص,cyprus
Larnaca:لارنكا,larnaca
Nicosia:نيقوسيا,nicosia`,
  GR: `:اليونان,greece,el yonan
Athens:اثينا,أثينا,athens
Kalamata:كالاماتا,kalamata
Crete:كريت,crete
Thessaloniki:سالونيك,thessaloniki
Lesbos:ليسبوس,lesbos`,
  IT: `:ايطاليا,إيطاليا,italy,etalya
Rome:روما,rome
Milan:ميلانو,ميلان,milan,milano
Lampedusa:لامبيدوزا,lampedusa
Sicily:صقلية,sicily
Naples:نابولي,naples
Turin:تورينو,turin`,
  MT: `:مالطا,malta`,
  ES: `:اسبانيا,إسبانيا,spain
Madrid:مدريد,madrid
Barcelona:برشلونة,barcelona`,
  FR: `:فرنسا,france,faransa
Paris:باريس,paris,barees
Lyon:ليون,lyon
Marseille:مارسيليا,marseille
Nice:نيس فرنسا,nice france`,
  DE: `:المانيا,ألمانيا,germany,almanya
Berlin:برلين,berlin
Munich:ميونخ,munich
Frankfurt:فرانكفورت,frankfurt
Hamburg:هامبورج,هامبورغ,hamburg`,
  GB: `:بريطانيا,انجلترا,إنجلترا,uk,england,britain,united kingdom,engeltera
London:لندن,london
Manchester:مانشستر,manchester
Birmingham:برمنجهام,birmingham`,
  NL: `:هولندا,netherlands,holland
Amsterdam:امستردام,amsterdam`,
  BE: `:بلجيكا,belgium
Brussels:بروكسل,brussels`,
  CH: `:سويسرا,switzerland
Geneva:جنيف,geneva`,
  AT: `:النمسا,austria
Vienna:فيينا,vienna`,
  SE: `:السويد,sweden,el sweed
Stockholm:ستوكهولم,stockholm
Malmo:مالمو,malmo`,
  NO: `:النرويج,norway
Oslo:اوسلو,oslo`,
  DK: `:الدنمارك,denmark`,
  PL: `:بولندا,poland,bolanda
Warsaw:وارسو,warsaw,warsaw
Przemysl:بشميشل,przemysl
Krakow:كراكوف,krakow
Medyka:ميديكا,medyka`,
  RO: `:رومانيا,romania
Bucharest:بوخارست,bucharest
Siret:سيريت,siret`,
  HU: `:المجر,hungary
Budapest:بودابست,budapest`,
  SK: `:سلوفاكيا,slovakia`,
  MD: `:مولدوفا,moldova
Chisinau:كيشيناو,chisinau`,
  CZ: `:التشيك,czech
Prague:براغ,prague`,
  RS: `:صربيا,serbia`,
  BG: `:بلغاريا,bulgaria
Sofia:صوفيا بلغاريا,sofia bulgaria`,
  BY: `:بيلاروسيا,belarus
Minsk:مينسك,minsk`,
  GE: `:جورجيا,georgia
Tbilisi:تبليسي,tbilisi`,
  AM: `:ارمينيا,armenia`,
  CN: `:الصين,china,el seen
Wuhan:ووهان,wuhan
Beijing:بكين,beijing
Guangzhou:جوانزو,guangzhou`,
  IN: `:الهند,india
Mumbai:مومباي,mumbai
New Delhi:نيودلهي,delhi`,
  PK: `:باكستان,pakistan`,
  AF: `:افغانستان,afghanistan
Kabul:كابول,kabul`,
  MY: `:ماليزيا,malaysia
Kuala Lumpur:كوالالمبور,kuala lumpur`,
  ID: `:اندونيسيا,indonesia`,
  TH: `:تايلاند,thailand
Bangkok:بانكوك,bangkok`,
  MM: `:ميانمار,myanmar`,
  PH: `:الفلبين,philippines`,
  JP: `:اليابان,japan
Tokyo:طوكيو,tokyo`,
  KR: `:كوريا,korea
Seoul:سيول,seoul`,
  KZ: `:كازاخستان,kazakhstan`,
  KG: `:قيرغيزستان,قرغيزستان,kyrgyzstan
Bishkek:بيشكيك,bishkek`,
  US: `:امريكا,أمريكا,الولايات المتحدة,usa,america,united states,amreeka
New York:نيويورك,new york
Washington:واشنطن,washington
Houston:هيوستن,houston`,
  CA: `:كندا,canada,kanada
Toronto:تورونتو,toronto
Montreal:مونتريال,montreal`,
  BR: `:البرازيل,brazil`,
  AU: `:استراليا,أستراليا,australia
Sydney:سيدني,sydney
Melbourne:ملبورن,melbourne`,
  NZ: `:نيوزيلندا,new zealand`,
  ZA: `:جنوب افريقيا,south africa
Johannesburg:جوهانسبرج,johannesburg`,
  GH: `:غانا,ghana`,
  ML: `:مالي,mali
Bamako:باماكو,bamako`,
  SN: `:السنغال,senegal`,
  UG: `:اوغندا,uganda
Kampala:كمبالا,kampala`,
  RW: `:رواندا,rwanda`,
  TZ: `:تنزانيا,tanzania`,
  MZ: `:موزمبيق,mozambique`,
};

export interface Place {
  country?: string;
  city?: string;
}

const WORDS = new Map<string, { country: string; city?: string; words: number }>();
for (const [country, text] of Object.entries(GAZETTEER)) {
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    const city = line.slice(0, colon);
    for (const key of line
      .slice(colon + 1)
      .split(',')
      .flatMap((name) => [keyOf(name), keyOf(name.replace(/^el /, ''))])) {
      if (!WORDS.has(key)) WORDS.set(key, { country, words: key.split(' ').length, ...(city === '' ? {} : { city }) });
    }
  }
}

function keyOf(name: string): string {
  return name
    .split(' ')
    .map((w) => (/[a-z]/i.test(w) ? foldLatin(w) : foldArabic(w)))
    .join(' ');
}

/** First words of the names of more than one word. */
const OPENERS = new Set([...WORDS.keys()].filter((k) => k.includes(' ')).map((k) => k.split(' ')[0]!));

const ROMAN = new Map<string, { country: string; city?: string }>();
for (const [key, place] of WORDS)
  if (!key.includes(' ') && key.length > 4 && /^[a-z]+$/.test(key)) ROMAN.set(looseRoman(key), place);

/** English words that are also places when one reads too eagerly. */
const NOT_A_PLACE = new Set([
  'nice',
  'georgia',
  'turkey',
  'mina',
  'jordan',
  'chad',
  'marj',
  'sour',
  'hail',
  'aden',
  'hamad',
  'mali',
]);
const HERE = new Set(
  ['في', 'ف', 'من', 'فى', 'in', 'at', 'from', 'fe', 'f', 'near', 'جنب', 'قرب', 'بجوار', 'men', 'fi'].map((w) =>
    /[a-z]/.test(w) ? w : foldArabic(w),
  ),
);
const FROM_OR_TO = new Set(
  ['ل', 'الي', 'نحو', 'to', 'towards', 'lel', 'le', 'علي', 'ع', 'لحد'].map((w) =>
    /[a-z]/.test(w) ? w : foldArabic(w),
  ),
);

/** The place the message is about: a named city before a country, Egypt only if nothing else is named. */
export function findPlace(tokens: Token[], arabizi: boolean, fallback?: string): Place | undefined {
  const found: { at: number; country: string; city?: string; score: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const start = tokens[i]!;
    const spellings = start.script === 'ar' ? [start.norm, ...plainForms(start.norm)] : [start.norm];
    const opens = spellings.some((w) => OPENERS.has(w) || OPENERS.has(`ال${w}`));
    for (const n of opens ? [3, 2, 1] : [1]) {
      if (i + n > tokens.length) continue;
      const rest = tokens
        .slice(i + 1, i + n)
        .map((t) => t.norm)
        .join(' ');
      let hit: { country: string; city?: string; words: number } | undefined;
      let towards = false;
      const first = start;
      for (const form of spellings) {
        for (const alt of form.startsWith('ال') || first.script !== 'ar' ? [form] : [form, `ال${form}`]) {
          const key = rest === '' ? alt : `${alt} ${rest}`;
          if (alt !== form && form === first.norm && first.norm.length < 5) continue;
          hit ??= WORDS.get(key);
        }
        if (hit) {
          towards = first.script === 'ar' && first.norm.startsWith('ل') && form !== first.norm;
          break;
        }
      }
      if (!hit && n === 1 && arabizi && first.script === 'la' && first.norm.length > 4) {
        const r = ROMAN.get(looseRoman(first.norm));
        if (r) hit = { ...r, words: 1 };
      }
      if (!hit || (n === 1 && NOT_A_PLACE.has(first.norm))) continue;
      const before = tokens[i - 1]?.norm ?? '';
      let score = (hit.city ? 4 : 2) + hit.words;
      if (hit.country === 'EG') score -= hit.city ? 3 : 9;
      if (HERE.has(before) || (first.script === 'ar' && /^ب/.test(first.norm))) score += 2;
      if (towards || FROM_OR_TO.has(before)) score -= 4;
      found.push({ at: i, country: hit.country, score, ...(hit.city ? { city: hit.city } : {}) });
      i += n - 1;
      break;
    }
  }
  const best = found.sort((a, b) => b.score - a.score || a.at - b.at)[0];
  if (best === undefined) return fallback === undefined ? undefined : { country: fallback };
  const city = best.city ?? found.find((f) => f.country === best.country && f.city)?.city;
  return { country: best.country, ...(city === undefined ? {} : { city }) };
}
