/**
 * What speaks for and against each kind of case, in hundredths of a point: `name points|…`, `=` is the start. Names are
 * word lists (words/*.ts) and what evidence.ts adds: `no:` denied, `told:` told of, past or supposed.
 * Written by tests/bench/triage-train.ts; not by hand.
 */
export const WEIGHTS: Readonly<Record<string, string>> = {
  'R01 injury':
    '= 49|bodyPart 173|hit 151|bodyHurt 145|heavy 116|under 96|gunWound 78|bodyFails 77|shelling 74|shooting 66|sickNow 63|bleed 61|no:ambulance 61|blood 57|fell 56|burn 55|dangerHere 52|no:doctor 48|vehicle 45|homeHit 44|sudden 44|blaze 41|employer 36|hours 31|lostVerb 30|no:present 30|wound 27|limbLoss 24|no:breathe 23|wake 18|short 17|fire 16|torture 15|heart 11|weAre 11|badSign 10|fine -11|out -11|ceased -12|water -12|kin -16|parent -17|mine -19|asked -25|phone -41|want -59',
  'R01 medical':
    '= 93|labour 179|breathless 167|poison 145|faint 139|wife 105|sudden 102|bodyPart 96|span:past:h 93|fell 80|doctor 61|kin 59|ill 58|sickNow 58|no:wake 53|bodyFails 52|heart 52|smoke 51|lostVerb 50|confused 48|fire 48|no:bodyPart 47|adultAge 46|ambulance 45|no:vehicle 45|water 44|bags 39|no:doctor 38|closed 31|breathe 30|chronic 29|pregnant 26|silent:? 24|badSign 23|speak 18|theirSilence 18|thirst 14|blaze 13|youth 13|shooting -10|found -11|study -12|fine -13|p:minors -14|belongings -15|withUs -17|span:past:w -18|told:hearsay -23|hit -34|out -34|ride -34|lack -42|asked -44|taken -45|want -61',
  'R01 stranded_in_transit':
    '= -5|boat 196|water 157|waterIn 98|road 81|many 74|no:stir 65|dangerHere 58|lostVerb 45|faint 43|ride 42|silent:? 39|child 25|silent 22|vehicle 22|engineDead 21|respond 21|sea 16|keeper 15|ceased 10|want -14|kin -39',
  'R01 trapped_basic_needs':
    '= 109|home 171|dangerHere 150|fire 97|onUs 93|weAre 93|cannotMove 85|hiding 78|homeHit 70|waterIn 68|withUs 68|armed 67|enter 59|mine 59|smoke 28|fell 23|help 23|aloneMe 19|shelling 16|hit 13|told:heardWord 13|child 11|arrest 10|trapped 10|advert -10|boat -13|parent -14|exploit -18|passport -19|distant -20|doctor -20|heart -22|ask -23|ceased -27|employer -28|closed -30|respond -33|span:past:d -37|fine -40|want -50|lack -52|kin -53|asked -59|food -67',
  'R02 unaccompanied_child':
    '= 7|parent 164|age<18 145|p:minors 143|alone 130|parentGone 120|childAlone 88|child 73|youth 69|lostVerb 66|study 63|childWithNobody 57|kin 55|keeper 46|no:able 37|childWriter 30|belongings 29|no:ask 27|ride 20|border 18|silent<12 18|doctor 17|boat 15|home 15|dead 13|dumped 10|gangWord 10|bodyPart -10|hours -10|onUs -10|trapped -17|lack -20|withUs -20|weAre -21|closed -23|asked -28|fine -33|wife -33|mine -46|want -76',
  'R03 abduction_ransom':
    '= 43|demand 199|taken 154|forMore 126|sum 94|abduct 91|respond 83|heldForMoney 81|threat 81|armed 61|keeper 60|phone 58|no:ask 54|torture 54|lack 52|gangWord 49|kin 46|withhold 40|no:parent 36|vehicle 33|cash 31|road 29|span:unknown:h 21|told:hearsay 21|fear 20|no:demand 16|told:demand 16|told:armed 10|waterIn 10|food -12|employer -15|fine -16|out -17|study -21|doctor -23|asked -24|ask -27|cannotMove -28|p:minors -29|leave -44',
  'R03 abuse_exploitation':
    '= -25|exploit 304|taken 164|home 112|passport 101|youth 91|persons 58|night 53|forMore 44|enter 31|closed 28|airport 24|heldForMoney 23|keeper 22|heart 17|onUs 15|housework 12|leave 12|gangWord 10|out -16|kin -34',
  'R04 medical':
    '= 51|lifeEnds 180|lifeMed 167|diabetic 160|medicine 159|dialysis 154|device 105|out 80|powerOut 78|ill 76|lifeOut 73|no:find 70|oxygen 68|power 68|breathe 64|cureOut 61|missed 56|bodyPart 51|no:power 49|breathless 46|left<26 43|flat 38|lost 38|age<18 34|kin 30|badSign 27|doctor 24|mine 19|left 16|no:lifeMed 16|sickNow 16|span:future:h 16|parent 15|no:noPharmacy 14|lack -21|home -26|silent -26|ask -28|fine -28|persons -31|want -36|asked -38',
  'R05 trapped_basic_needs':
    '= 13|dry>12 149|tankOf 138|span:past:d 117|water 97|waterOut 94|fighting 90|out 88|p:infants 84|no:water 83|child 82|stuckIn 80|trapped 77|road 68|milkOut 66|no:able 62|thirstHere 56|cannotMove 55|many 48|milk 39|parent 36|p:minors 35|torture 35|infant 32|dumped 25|shooting 22|persons 10|waterFine -12|ask -16|taken -16|want -17|lack -21|fine -26|span:past:w -35|kin -53',
  'R06 medical':
    '= 99|suicide 323|farewell 177|told:supposing 80|night 59|told:home 55|no:able 37|medicine 35|withhold 34|poison 30|closed 29|no:fear 26|home 25|told:suicide 25|employer 24|kin 23|phoneOff 23|able 16|no:farewell 16|ceased 12|bodyPart -14|doctor -15|food -16|goHome -16|p:minors -16|leave -22|ask -24|lostVerb -24|lack -33|youth -33|persons -40|asked -42',
  'R07 evacuation_request':
    '= -83|doctor 143|lateMonth 130|span:unknown:m 127|fine 111|lateBirth 104|pregnant 94|goHome 72|want 69|ride 66|wife 65|lack 64|birthLater 57|no:ride 53|span:future:w 38|travelWish 36|stir 21|distant 18|no:water 16|waterOut 16|home -13',
  'R07 injury':
    '= -18|treated 304|bodyPart 136|doctor 112|no:bleed 104|lack 80|wound 79|fracture 72|study 66|gunWound 55|shelling 49|no:ill 46|bodyHurt 42|blood 37|span:past:d 35|ceased 28|fell 25|age<18 23|no:pain 22|badSign 21|pain 20|span:future:d 16|mine 15|distant 13|torture 13|told:flat 11|told:bodyPart 10|want 10|child -10|hours -11|parent -11|renew -11|asked -14|out -22|ride -22',
  'R07 medical':
    '= 13|chronic 225|left<80 205|left 135|dialysis 124|medicine 124|doctor 116|fine 81|treated 73|parent 65|noPharmacy 64|span:unknown:d 63|cureOut 60|find 53|left<26 47|kin 46|span:future:d 37|ask 33|refused 31|closed 27|lack 26|span:past:d 26|elderly 24|lifeMed 21|weAre 18|is:press 16|press 16|ill 15|renew 14|present 13|p:elderly 12|insulin 11|power 10|p:minors -13|goHome -19|youth -30|lostVerb -31|home -32',
  'R08 trapped_basic_needs':
    '= -13|foodOut 195|powerOut 143|water 139|food 137|waterFine 126|trapped 119|cannotMove 110|out 63|armed 61|power 57|no:wound 54|offer 52|tankOf 52|is:offer 51|ceased 42|distant 36|span:unknown:h 36|lostVerb 31|home 29|short 28|span:past:w 27|no:power 25|percent<10 24|weAre 19|no:food 16|silent<44 15|missed 13|bodyPart -13|p:minors -14|asked -17|want -17|stuck -19|child -31|ask -36|kin -40',
  'R09 stranded_at_border':
    '= -57|border 292|there>24 176|withUs 97|refused 82|stuck 66|child 64|span:past:d 62|there<24 62|cash 55|p:elderly 51|bags 48|notary 42|p:minors 41|wife 38|seat 28|no:refused 26|age65 24|bodyPart 23|persons 18|visa 15|weAre 11|closed -12|asked -27|lostVerb -41',
  'R09 stranded_in_transit':
    '= -45|ride 162|there>24 160|stuck 158|port 134|airport 132|dumped 82|p:minors 57|crew 55|withUs 55|employer 45|span:unknown:d 43|span:unknown:h 43|span:past:d 36|child 25|p:infants 24|closed 23|again 22|many 21|wife 19|boat 17|span:past:w 14|p:elderly 13|age65 12|no:goHome 12|persons 12|food 11|want -13|kin -14|asked -21|ask -26',
  'R10 missing_person':
    '= -4|span:past:w 234|kin 154|silent 147|silent>44 142|no:heardWord 126|fighting 113|span:past:d 81|adultAge 63|span:unknown:w 61|told:hearsay 60|out 57|present 46|silent:? 45|hit 44|span:future:w 39|farewell 38|no:hearsay 25|told:theirSilence 23|p:elderly 21|employer 19|dead 17|shelling 13|no:lostVerb 11|persons 10|bodyPart -15|youth -17|power -19|arrest -21|no:respond -21|seat -25|wife -25|lack -28|stuck -31|parent -32|want -46',
  'R11 abuse_exploitation':
    '= -11|withhold 210|employer 203|passport 119|contract 67|demand 59|belongings 56|papersWithheld 56|weAre 53|goHome 48|certificate 46|salary 33|fine 25|travelWish 15|asked -11|bodyPart -13|ask -33|kin -63',
  'R11 death_remains':
    '= -71|body 195|dead 186|lostVerb 103|told:youth 77|want 72|lack 71|kin 55|doctor 50|ask 48|told:boat 36|told:hearsay 36|told:poison 35|chronic 31|over 26|heart 22|help 20|told:out 17|is:joke 14|no:arrest 13|keeper 12|no:advert 12|told:silent 11|told:ask 10|told:truthAsked 10|asked -12|certificate -34',
  'R11 detention_arrest':
    '= -24|arrest 403|span:past:w 84|kin 81|office 72|taken 71|there>24 34|lostVerb 30|airport 29|stuck 29|fine 22|sea 21|lack 15|found 14|told:hearsay 13|food 12|no:visa 12|trapped 11|asked -10|silent -12|vehicle -12|border -17|weAre -21|out -27|ask -38',
  'R12 evacuation_request':
    '= 31|fine 226|travelWish 169|ride 146|want 136|seat 118|asked 108|goHome 95|weAre 86|age<18 79|border 67|told:want 60|told:hearsay 57|contract 54|told:fine 54|silent>44 49|ceased 47|leave 46|told:lack 45|no:respond 44|canMove 41|lack 41|visa 41|withUs 39|told:heardWord 36|adult 32|no:wound 30|persons 28|study 28|no:lack 26|again 25|no:out 25|no:shooting 25|told:theirSilence 24|is:joke 23|present 22|aloneMe 20|disabled 20|p:disabled 20|ask 18|told:office 18|no:fighting 16|airport 15|told:travelWish 15|complain 14|no:food 14|told:ride 14|milk 13|home 11|span:unknown:w 10|missed -10|kin -11|cannotMove -12|span:unknown:d -12|certificate -13|phone -17|thanks -21|closed -23|office -23|pregnant -24|span:unknown:m -24|lateBirth -26|belongings -27|paper -27|respond -29|notary -32|lateMonth -35|port -35|bodyPart -36|lostVerb -37|youth -44|withhold -45|refused -55|demand -60|span:past:d -62|doctor -76|apart -99',
  'R12 family_separation':
    '= -186|apart 177|travelWish 100|want 88|lack 82|kin 80|goHome 71|fine 59|child 54|respond 44|wife 43|withUs 42|port 39|p:minors 24',
  'R12 stranded_at_border':
    '= -111|there<24 133|border 110|span:past:h 88|ask 80|aloneMe 53|asked 49|paper 45|present 44|stir 38|closed 36|leave 20|out 16|stuck 15|want 15|home 13|kin -18',
  'R12 trapped_basic_needs':
    '= -152|foodFine 119|power 107|food 93|present 56|waterFine 56|water 50|leave 45|ask 42|asked 30|home 28|told:supposing 27|lack 10',
  'R13 documents':
    '= 28|certificate 243|passport 205|renew 181|office 124|asked 109|paper 84|notary 82|told:certificate 82|lack 69|ask 68|want 68|visa 63|complain 61|percent<10 54|told:kin 53|told:dead 42|lost 34|fees 33|told:want 32|youth 32|told:lostVerb 31|wife 31|told:paper 30|again 29|told:missed 28|mine 26|told:longAgo 21|dead 18|goHome 18|body 16|water -13|out -14|ride -14|able -16|bodyPart -16|stir -18|withhold -23|fine -25|doctor -26|persons -30|distant -38|belongings -39|border -54|study -55|home -56',
  'R13 lost_belongings_money':
    '= -4|belongings 246|lost 144|asked 126|employer 102|ask 90|office 82|salary 58|cash 47|able 43|told:longAgo 39|want 33|withhold 33|ill 31|border 27|span:unknown:m 27|sum 25|complain 23|airport 21|left 19|over 19|ride 17|again 15|demand 13|phone 10|youth -14|port -17|hours -18|kin -23|closed -26|persons -40|lack -53',
  'R13 pet_property': '= -42|pet 269|asked 144|ask 85|port 78|carLeft 55|lack 55|ride 22|home -13|kin -49',
  'R13 student_affairs':
    '= -39|study 304|equivalence 179|asked 116|demand 91|ask 55|told:longAgo 36|want 32|no:study 24|notary 18|is:wrongNumber 15|wrongNumber 15|office 13|out -12|ride -19|kin -22|home -38',
  'R14 information':
    '= 245|thanks 244|asked 162|distant 153|is:rumour 143|is:over 142|office 111|hours 102|is:joke 80|wound 71|suggestion 66|short 63|seat 55|truthAsked 55|no:fire 54|press 51|childAlone 48|is:press 48|evacuate 46|told:longAgo 45|drill 42|help 42|is:drill 42|no:wound 38|notYet 37|birthLater 36|dying 34|no:want 32|ask 31|over 29|laugh 26|told:hearsay 26|no:lostVerb 25|trapped 25|thirstHere 24|shelling 23|stuckIn 23|found 20|lostVerb 18|blood 17|no:ask 17|fine 15|is:offer 14|respond 12|urgent 12|offer 11|keeper 10|equivalence -10|withUs -10|stir -11|tankOf -11|contactless -12|medicine -13|paper -13|withhold -13|ill -15|study -15|told:lack -15|age<18 -17|breathless -17|youth -17|belongings -18|closed -18|pain -18|present -18|suicide -18|told:missed -18|aloneMe -19|arrest -19|told:youth -19|test -20|cash -21|heart -21|no:able -23|passport -24|fell -25|p:minors -25|visa -29|p:infants -30|pet -30|there>24 -30|span:past:d -35|wife -37|demand -38|road -38|told:out -39|bodyPart -41|left -44|power -44|taken -44|leave -45|goHome -46|home -50|kin -63|lost -64|travelWish -69|employer -70|lack -86',
  'none other':
    '= 174|advert 244|is:advert 182|is:wrongNumber 117|wrongNumber 117|test 101|is:test 73|contactless 59|urgent 52|told:advert 50|short 47|over 42|renew 40|told:hearsay 34|fire 33|told:hours 29|asked 26|distant 26|span:future:d 18|hours 13|pain 13|sum 12|seat -11|theirSilence -12|office -15|no:able -16|phoneOff -16|keeper -18|paper -18|border -19|p:minors -19|cannotMove -20|lack -20|bodyPart -23|no:respond -25|silent:? -25|child -33|weAre -35|employer -37|lostVerb -45|silent -47|goHome -48|closed -53|kin -69',
  'soon missing_person':
    '= -66|silent 173|kin 147|silent<44 128|phone 84|gangWord 83|silent<12 69|road 54|no:respond 53|fine 47|youth 43|fear 30|out 25|span:past:h 19|want 19|power 14|parent -16|home -17|persons -19|lostVerb -24',
};
