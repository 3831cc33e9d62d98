/**
 * What speaks for and against each kind of case, in tenths of a point. `kinds`: each with its start, in the order of their letters (A–Z, a–z).
 * `points`: a line for each thing that may be said and the kinds it speaks for (or, below 0, against). Names are word lists (words/*.ts) and
 * what evidence.ts adds: `no:` denied, `told:` told of, past or supposed. Written by tests/bench/triage-train.ts; not by hand.
 */
export const WEIGHTS = {
  kinds: [
    'R01 injury 7',
    'R01 medical 6',
    'R01 stranded_in_transit -2',
    'R01 trapped_basic_needs 9',
    'R02 unaccompanied_child 1',
    'R03 abduction_ransom 6',
    'R03 abuse_exploitation -3',
    'R04 medical 4',
    'R05 trapped_basic_needs 3',
    'R06 medical 13',
    'R07 evacuation_request -13',
    'R07 injury -1',
    'R07 medical 1',
    'R08 trapped_basic_needs 1',
    'R09 stranded_at_border -5',
    'R09 stranded_in_transit -7',
    'R10 missing_person 6',
    'R11 abuse_exploitation -5',
    'R11 death_remains -6',
    'R11 detention_arrest -1',
    'R12 evacuation_request 4',
    'R12 family_separation -20',
    'R12 stranded_at_border -15',
    'R12 trapped_basic_needs -15',
    'R13 documents 3',
    'R13 lost_belongings_money 0',
    'R13 pet_property -5',
    'R13 student_affairs -3',
    'R14 information 26',
    'none other 18',
    'soon missing_person -7',
  ],
  points: `abduct F10
able I2Z3d-3
adult Q2U3c-3
adultAge B2J-2Q5
advert J-2Z2d23
again Q-3Y10Z7b4
age65 O3P4
age<18 D-2E14H2L2O2U4
airport A-2G4J-2K2P15U2Z5c-2d-4
alone E9W3
aloneMe D2U3W6c-4
ambulance B6
apart K2U-11V17
armed D5F7I5N7d-2
arrest B-2D3Q-4T34U-2Y2c-5d-3
ask A-2C-2F-6I-3J-2N-4O-3P-3S6T-3U3V-2W10X7Y6Z10a7b3c3d-4e-2
asked A-4B-2D-6F-5G-2H-4I-2J-7L-3N-4O-3P-3Q-5R-2S-4T-3U9W7X2Y14Z11a17b12c17
badSign A2B3H7
bags B5O4U-3
belongings A-2I-3M2O3U-3Z23b-2c-4d4
birthLater K3c4
blaze A4D2
bleed A9
blood A14B2L3
boat C20D-3E3U2
body M4S25Z-4
bodyFails A5B6
bodyHurt A15L5
bodyPart A14B12H2L13M-3T-2U-4Y-2c-7d-4e4
border B-2E2O27Q-2U5W12Y-6Z3d-2
breathe A3H4
breathless B13H2c-2
burn A3
canMove U3
cannotMove D5F-3I4N12Q-2X5Z-3
carLeft L3a10c-3
cash O3Q3U2Z4c-3
ceased A-3B3C3D-4L2M2N5U7
certificate F-3T2Y24b3c-2
child C2D3E8F-2I6L-2N-4O5P2Q2U-3V7Z-2b-2
childAlone E11c3
childWithNobody E7
childWriter E11
chronic B6F-4H2M19Q-3
closed F2G4H3I-2J4P4U2W3Z-5c-2d-4
collapse A2
complain Y7
confused B6
contactless U6Z-2d4
contract G5R2U5Y2c-2
crash A2
crew C2P9U-3
cureOut H8M6
curfew X3
dangerHere A6C5D9
dead A-2E4O-2Q6S16
demand D-3F15Q2R4S2U-2Y-4b6c-4
device H13
diabetic H11c-2d3
dialysis B-2H17M12
distant D-2E-2N3U3c12
doctor B6E2H5J-5K12L17M10S5T-2U-9Y-3b-2
drill c5
dry>12 I13
dumped E2P4
dying c2
elderly M4O3
employer D-4G6H-3I-3J2N-2P5Q3R10Y-4Z10c-4d-2
engineDead C4
enter D8G3
equivalence b15c-2
evacuate U2X6c5
exploit G25
faint A2B14C3Q-2U-3
farewell J17Q4
fear F4Q-2e2
fees Y3
fell A9B9D5J-2L8c-4
fiction c2
fighting I9J-2Q12d4
find E2M6
fine B-2C-2D-8E-5F-4G-2H-6I-3K7L3M12N-2Q-4R4S-2T3U22V6X3a-2d-4e9
fire A2B5D8d3
flat Y3
food D-6F-3L4N11P2X12Y-2c-2
foodFine X5
foodOut D-3N17
forMore F12G3
found G2c3
fracture L8
gangWord F5G7J-2c-2e8
goHome J-3K9M-4P2R3U11V6Y2c-5d-4
gunWound A7L5
heardWord Q9c4
heart A3B7C2G3J-2Q-2S3c-2
heavy A11c2
heldForMoney F3G3
help A2D5c3
hiding A3D8G8
hit A10D2Q4Y-2
home B-2D16E2G9I2J5M-5N5Q-3R-3T-2U3Y-6Z2a-2b-4c-3d-2e-3
homeHit A4C2D10I4U-4
hours A3E-2F-3J-2S-2W3Y2c9
housework G3
ill B9H7Q-2Z3
infant I4
is:advert d17
is:drill c5
is:joke S4c7
is:offer N4U5c3
is:over c8
is:press M3c6
is:rumour c10
is:test c-3d10
is:wrongNumber J2d13
keeper D-2E3F5G2S2
kin A-2B8C-5D-7E4F6G-4H3I-7J2K4M3N-7Q13R-4S5T9U-3V6W-3Z-3a-5b-2c-6d-10e13
labour B17c2
lack A-3B-4D-6E-2F6I-3J-5K7L8M3P-2Q-4S8U5V9Y6Z-4a4c-7
lastWill J2
lateBirth K8M5U-2
lateMonth K12M4U-2
laugh c8
leave B2F-5G6J-2U8W2X3c-5
left H2M14Q-2Z3c-3d4
left<26 H6M9
left<80 M20
lifeEnds H15
lifeMed H25M4d-2
lifeOut H9
limbLoss A8
long B3
lost H4U-2Y9Z15c-7
lostVerb A2B5C3E4M-4N2O-3S9T3c3d-3e-3
many C8D2I5P3R3c-2
medicine H14J6L2M14c-2
milk I4M3
milkOut I8
mine A-4D3E-6G-2L2O2b6
minor D2
missed H3M2Q4c-2e4
night D-2G3J14U-2e3
no J2
no:abduct c4
no:able A-2D2I6J6R3c-5d-4
no:ambulance A2B2
no:ask E3F4Q4
no:bleed L13
no:blood L5
no:body S3
no:bodyPart B2
no:cannotMove X3
no:demand F4
no:distant c2
no:doctor A3B4
no:fear J3
no:fighting U5
no:find H7
no:fire c8
no:food D-2N6U4
no:goHome X2a2
no:heardWord B2Q11
no:hearsay Q2
no:hit U2
no:hours D3
no:ill L5
no:lack J2U4c4
no:leave U-3X7
no:lifeMed H3
no:notary b2
no:out U4
no:pain M2
no:parent F3
no:power H3N8
no:present A4
no:refused O3b2
no:respond d-3e6
no:ride K3
no:shooting U2
no:silent Q2c2
no:stir B-3C4
no:study b2
no:trapped X3
no:urgent Y3
no:vehicle B3
no:wake B7
no:want Y4c5
no:water I9K2
no:wound N8U4c2
noCall D2G3
noPharmacy H3M10U-2
notYet c3
notary O5U-5Y12
offer N4U3
office D-4T5Y11Z5b4c10
onUs C2D9G2
out B-4F-2G-4H7I11L-2N6Q7T-4W2a-2c-2e4
over A-2D-2J-4N-2P2S2W14Z3c7
oxygen H5c2
p:elderly M4O7P3
p:infants I7K3P2c-3
p:minors A-3B-2E15F-3I4J-4M-2N-3O8P6T-2U3V3c-3d-3
pain E3c-2d2
paper F-2J3Q-2S3U-2W2Y6b2d-3
papersWithheld R19U-2
parent E18H3I2M5O3P3Q-5U-3d2e-4
parentGone E5a4
passport D-3G9O2R19Y18c-6
percent<10 N5Y9c-2
persons G5H-4J-4U3Z-6a-3c-2e-2
pet I3Q2Y-4a28c-4
phone A-5B-3E3F6I-2Q2T3Z3e8
phoneOff J2Q-2Z-2d-4e2
poison B13
port P14Q-2V2a7
power H7I-4N7Q-3X13c-4
powerOut H7N15
pregnant B4K19M5U-6
present B2M2Q3R3U4W4X3c-2d-2
press M3c2
refused O8S2U-4Y2
renew L-2Y12d4
respond F8H-2S2V5
ride A-3B-5C6D-2F-4G-2I-2K9L-3N-2P14U15Y-3a4b-3
road C6D-2F4I5c-2e5
salary R3Z5
schoolChild E7b2
sea C8T2
seat P2Q-2U10b-2c4
severe B3
shelling A7B-3D4L3S4Y-2c4
shooting A3B-3I7L2
short A4J-2N6U-3c8
sickNow A6B6H2
silent C2F-2H-2Q11d-2e15
silent:? B3C3D2Q4
silent<12 Q-2e9
silent<44 e11
silent>44 Q12
smoke B4D3
span:future:d L2M5d2
span:future:h H3T2
span:future:m c-2
span:future:w K6Q5
span:past:d D-4I9L2M7O5P3Q8T3U-10d-2
span:past:h B10W8
span:past:m R5Y2
span:past:w A-3B-2D-3E-2F-2I-4J-2L2N4P6Q21T7U2d-2
span:unknown:d M6P6
span:unknown:h F3O-2P3d4
span:unknown:m I2K11U-5Z2
span:unknown:w Q8
speak B9
stir W2c-4
stuck O8P13Q-6W3X3Z-2c-2
stuckIn I6
study D-3E5F-2J-3L6Y-5b31c-2
sudden A8B8c-2
suggestion c10
suicide J20
sum F14Z6d4
taken A3B-5F11G13I-3T9Y-2c-5
tankOf I13N8c-2
test c-2d17
thanks U-2c24
theirSilence B3E2T-2d-2e2
there:long U-2
there<24 O5U-3W14
there>24 D-5J-2N2O18P15Q-2T5c-4
thirst B5c5
thirstHere I5
threat F7Q2c-2
told:advert c-3d8
told:airport U2
told:belongings F4
told:boat S2
told:cannotMove c5
told:cash F3
told:certificate Y6
told:dead S4Y3
told:demand F5
told:distant c3
told:employer R4
told:fine U4
told:food N2
told:foodOut N2U3
told:forMore D2
told:gangWord L4
told:goHome c-2
told:heardWord D2T-2U6
told:hearsay A-2B-2E-2Q5S2T3U3Y-2c7d7
told:heldForMoney D2
told:hiding D2
told:hit Q3
told:home J3
told:ill U3
told:kin S3Y3
told:lack O2U4c-2
told:longAgo J-2R3Y6Z3b2c2d-2
told:lost Z3
told:lostVerb S4
told:missed Y6c-3
told:office Y2c4
told:paper Y4
told:passport R4Y3
told:poison S2
told:power N2
told:ride U2
told:shelling c3
told:sum F3
told:supposing J7
told:taken Z4
told:theirSilence Q2U4
told:trapped c6
told:voiceOf D2
told:want U6Y5
told:withhold R4
told:youth S5
torture A2F6G4H-2I2d-3
trapped I8N8e2
travelWish E-2J-3K3N-2P2U12V11X4b-3c-5e2
treated G4L26M7c-3
truthAsked M2c9
under A12
urgent A2d6
vehicle A3C2E3J-2U2a3c-2
visa Y11d4
want A-4B-6C-2D-5E-8H-3I-5K9M-3N-4O-3Q-7S6U14V10X3Y6b4
water A-3B6C16I9N13Q-2X10Y-2d-2
waterFine N8X6c-2
waterIn C5D3
waterOut B3H3I13K2U-2c4
weAre B4C2D12E-3J-3L-4O5P2Q-3R3T-2U6X2b-3c-2d-8
wife A-3B9E-4F-3K5O4P2Q-4U3V8Y7Z3c-6e-2
withUs B-3D12E-2J-2O7P6Q-2U8V7c-2
withhold F2J5R12Y-3c-2
wound A6E2L8Y-2c9
wrongNumber J2d13
youth E7G10J-4U-6Y3Z-2e2`,
};
