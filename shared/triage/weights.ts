/**
 * What speaks for and against each kind of case, in tenths of a point. `kinds`: each with its start, in the order of their letters (A–Z, a–z).
 * `points`: a line for each thing that may be said and the kinds it speaks for (or, below 0, against). Names are word lists (words/*.ts) and
 * what evidence.ts adds: `no:` denied, `told:` told of, past or supposed. Written by tests/bench/triage-train.ts; not by hand.
 */
export const WEIGHTS = {
  kinds: [
    'R01 injury 14',
    'R01 medical 16',
    'R01 stranded_in_transit 4',
    'R01 trapped_basic_needs 13',
    'R01 unaccompanied_child -17',
    'R02 unaccompanied_child 10',
    'R03 abduction_ransom 15',
    'R03 abuse_exploitation 6',
    'R04 medical 11',
    'R05 stranded_in_transit -13',
    'R05 trapped_basic_needs 8',
    'R06 abuse_exploitation -19',
    'R06 medical 17',
    'R07 evacuation_request -8',
    'R07 injury 6',
    'R07 medical 9',
    'R08 trapped_basic_needs 9',
    'R09 family_separation -20',
    'R09 stranded_at_border 2',
    'R09 stranded_in_transit 0',
    'R10 family_separation -23',
    'R10 missing_person 11',
    'R11 abuse_exploitation 1',
    'R11 death_remains -2',
    'R11 detention_arrest 7',
    'R12 abuse_exploitation -17',
    'R12 evacuation_request 12',
    'R12 family_separation -13',
    'R12 lost_belongings_money -24',
    'R12 pet_property -24',
    'R12 stranded_at_border -8',
    'R12 stranded_in_transit -12',
    'R12 student_affairs -20',
    'R12 trapped_basic_needs -10',
    'R13 documents 11',
    'R13 family_separation -26',
    'R13 lost_belongings_money 4',
    'R13 pet_property 0',
    'R13 student_affairs 3',
    'R14 information 35',
    'none other 30',
    'soon missing_person 4',
  ],
  points: `abduct G12n5
able o-4
adult n-3
adultAge M-3V10a4
advert B-3k3o19
again V-3i8k6m6n-4
age65 S4T4
age<18 D-3F15S3a3n-3
age<2 K3
airport A-3M-4N3T16Y4f6i-3k6l3n-3o-5
alone F13e5
aloneMe a3e5n-3
ambulance A5B6F4
armed D10G9K5Q5a-3
arrest V-3Y31i3n-3o-4
ask D-4G-3K-4Q-5S-3T-5W-3X3a4e6h8i6k10l8m5n3o-6
asked A-4B-6C-3D-6F-5G-8H-5I-6K-4M-6O-4Q-6S-5T-5V-6W-3Y-5a8e8h3i14k13l18m15n14
badSign A4B8I4n-3
belongings A-4K-3S3k20m-3n-5
blaze A7D4
bleed A13O3
blood A19B4
boat A-3C19D-3o-3
body X25
bodyPart A17B13G3H3K3O13P-5Q-3Y-3a-5i-4k-3m-3n-7o-6p4
border B-3D-3F5I-3R3S26a5b4e13i-5m-3o-5
breathe I4
breathless B15I3n-3
burn O3
canMove a5
cannotMove D4K9Q14h5k-3o-5
cash k4n-3
ceased A-3C3D-3O3Q4V-3a6n3o-3
certificate G-3i21l4m4n-3
child A-4F10G-3J7K4O-4Q-5S6Y-3a-3b6k-3m-4
childWriter F9
chronic B6F-3G-5I6M3P14
closed A3D-3H5I3K-3M4O4T3o-4
collapse D3
complain i6
contactless a4o5
crash A5
crew C4S3T9a-4
cureOut I9P7
dead A-3B-3F5Q-4X15i3
demand F-3G10i-3m6n-5o3
device I15
diabetic I11
dialysis B-3I19P12V-4
distant D-3P3Q5n9
doctor B5I5M-4N9O16P11X8Y-3a-5i-4k-3m-3
drill n3
dry>12 K13
dumped J9K-3
dying o3
elderly S6
employer D-4H10L4Q-4T4V6W12X4i-6k9n-5o-3
engineDead C5
enter D12n-3
evacuate a7h4
exploit G3H15
faint A5B16n-4
farewell B-3M17V8
fell A7B10C3D5O6V-3
fighting D5K10V13n-3o3
find F5P3a-3
fine A-3B-3C-3D-6F-5G-5H-5I-6N5O4P10V-6W5X-4a17b10g4h3l-3n4o-7p5
fire A5D9o5
flat i3
food D-5O3Q10T3X-3h11i-4m-3n-4o8
foodOut D-3Q19
forMore G12H4
found F5
gangWord G11H5o-3p7
goHome A-4D-3I-3M-5N8P-5W5Z4a12b7n-6o-4
gunWound A13
heardWord V6n5
heart B10H3V-3
heavy A10
help D4n3
hiding D8H5
hit A15D4M-3O3P-3V4
home D20H9I-4K4M7P-5V-4f3i-5m-4n-3o-5p-4
hours G-3e3n8o6
infant F3K5
insulin I3
is:advert o9
is:drill n3
is:joke n5
is:offer Q7a4n4
is:over n4
is:press n4
is:rumour n7
is:test n-3o8
is:wrongNumber o7
keeper F7G4H3i-3
kin B6C-5D-5F3G5H-4I4J-3K-6M3N4O-5P4Q-8V15X7Y8b9e-4i-3k-4l-5m-4n-8o-11p15
labour B19n7
lack A-3B-3D-4F-5G3K-5M-5N5O12Q3V-6X8a4b7i4k-4l6n-6o-5p-3
lateBirth N10P4a-3
lateMonth B3N9P7a-3
laugh n7
leave G-4H3M-3Y-3a7e5h7n-5
left P17n-6o3
left<26 I7P10
left<80 I-3P19
lifeMed I20P4
lifeOut I14
limbLoss A5
long B3a-3n3
lost I7a-3i5k15n-4
lostVerb A3B4F5Q9X9a-4o-3p-5
many C5J9K4T3W3n-6
medicine B3I11M5O3P14n-3
milk K7P3
milkOut K9
mine A-3F-8M3b4m8
missed B-3I8V5p4
night H7M12p5
no:abduct n4
no:able B3I3K6M4W3a-3n-6o-5
no:ambulance B4
no:ask F3V4
no:bleed O13
no:blood O6
no:breathe B3
no:doctor B6
no:fighting a4
no:find I9P4n-3
no:fire n17o-3
no:food Q8
no:goHome F3
no:heardWord V11
no:hearsay V3
no:insulin I9
no:lack M3a4n4
no:leave a-3h4
no:lifeMed I8
no:lostVerb n3
no:milk K3
no:onUs a4
no:power I3Q9
no:refused S3
no:respond o-3p5
no:stir A4
no:vehicle B4
no:wake B6
no:want M4W3
no:water K14N3
no:wound Q12a3
notYet B-3n9
notary S6a-5i13
offer Q7a3n3
office A-3D-3Q-3V-3Y8i14k5m3n11o-4p-3
onUs C3D11H3a3
out A-3B-5D-3I7J8K9Q8V9Y-5n-3
over A-3M-3T3V-3e8n7
oxygen I9
p:elderly S8T4n-3
p:infants K8N3S3n-3
p:minors F13G-4J8M-4P-3Q-4R4S4T4Y-4b4n-4o-4
paper X4a-3i7m5o-4
papersWithheld W17
parent A-3F16G4I3P4V-5Y-3b5p-3
parentGone F10
passport B-3D-3H7S3W20Z3i19n-6
percent<10 Q4i9n-3
persons D3G3H6I-4O-3Q3a4i-4k-5l-3o3p-3
pet O3a-3i-5l20n-6o4
phone A-5B-5G6H5Y3k5p9
phoneOff H3M3h3n-3o-3p3
poison B12C3M4
port D-3T13b4l4o-3
power I8K-4Q9V-3h10n-3
powerOut I5Q12
pregnant N18P10a-5
present P5V3W3a4h7o-3
refused R3S5X4a-3i4n-3
respond G8n3
ride A-3B-4C4D-3H-3K-3N7P-3Q-4T13V-3a12b4f7i-5m-5n-3o-3
road G3p3
sea C9Y4
seat T4V-4a13m-3
shelling A10B-5D7G-3O4V3i-3
shooting A7B-4K11O4Q3n-3
silent G-3I-3V9o-3p11
silent:? G-3V6n6p-5
silent<12 V-3p10
silent<44 p9
silent>44 V9
smoke D6
span:future:d O3P11o6
span:future:h I3
span:future:w N4V5
span:past:d A-3D-6G-3K9O4P5S6T6V10a-7n-4o-4
span:past:h B8a-5e10f4n-3p3
span:past:m W7i3o-3
span:past:w A-4B-4D-4G-3I4M-3O3Q3T4V22Y8n-4o-4p-3
span:unknown:d P9T6
span:unknown:h H3I3a-3
span:unknown:m K7N10P4a-4n-3
span:unknown:w V9
speak B9a-3b3
stuck S11T9V-5e5h3n-3
study A-3D-3F4G-3O5i-4m29
sudden A3B8
suicide B3M18
sum G19J9K-4k5o7
taken A3B-3G3H13Y9n-4
tankOf K14Q9o-3
test o11
thanks a-3n26
theirSilence F3V5p3
there<24 S5a-6e12f6
there>24 D-5F-3K3S16T16Y5n-4o-3
thirst B4n3
threat G8
told:bodyPart n-3
told:cannotMove n3
told:certificate i9
told:dead i7
told:demand G3
told:distant n3
told:forMore D3
told:heardWord D3a3
told:hearsay D3G4Y4a3n7
told:hiding D3
told:kin i5
told:lack a3
told:longAgo a4i5k3n5o-4
told:lostVerb i5
told:missed i6
told:paper i7
told:papersWithheld W3
told:passport W3i3
told:supposing M4
told:theirSilence V3
told:travelWish a3
told:voiceOf D3
told:want a5i6
torture A3G6n-3
trapped K9Q9Y3
travelWish G-3N5Q-3V-3a10b9h4n-4o-3
treated B-3H3O23P7n-5
truthAsked n9
under A7D7
vehicle A3B-3F3G4M-3P-3a3l3
visa S4Y4i9
want A-6B-7C-4D-6F-7I-5K-7M4N9O3Q-8S-3V-8X5a12b11f4h4i7m4p-3
water A-3B6C13J10K7P-3Q16a-3h11n-5o-3
waterIn C4D3
waterOut J10K14Q-4n3
weAre C6D13F-4G-3J7M-5O-7S4T4V-4a8h3m-3o-8
wife B10F-5G-4N7V-5Y-3b8i3n-5o-3
withUs B-3D6F-3S6T6V-3a9b3
withhold M6V-3W11a-4i-3o-3
wound A10B-3O11n10
wrongNumber o7
youth F10H6M-3Q-4W-3a-4i3k-4m3o-3`,
};
