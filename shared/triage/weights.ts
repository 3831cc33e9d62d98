/**
 * What speaks for and against each kind of case, in hundredths of a point: `name points|…`, `=` is the start. Names are
 * word lists (words/*.ts) and what evidence.ts adds: `no:` denied, `told:` told of, past or supposed.
 * Written by tests/bench/triage-train.ts; not by hand.
 */
export const WEIGHTS: Readonly<Record<string, string>> = {
  'R01 injury':
    '= 47|bodyPart 174|hit 156|bodyHurt 143|heavy 118|under 99|bodyFails 80|gunWound 77|shelling 73|shooting 66|sickNow 64|bleed 62|blood 58|fell 57|burn 55|dangerHere 54|no:doctor 48|vehicle 47|sudden 43|blaze 41|homeHit 41|employer 39|hours 31|wound 31|no:present 30|lostVerb 26|no:breathe 22|wake 21|fire 17|short 16|badSign 12|no:ambulance 12|torture 12|heart 10|p:minors -10|water -12|fine -13|kin -15|parent -18|mine -19|asked -25|phone -41|want -56',
  'R01 medical':
    '= 92|labour 179|breathless 168|faint 140|poison 139|bodyPart 105|wife 102|sudden 101|span:past:h 100|fell 82|doctor 66|kin 60|ill 59|no:vehicle 59|no:wake 58|smoke 53|heart 51|lostVerb 49|sickNow 49|confused 47|no:bodyPart 47|ambulance 46|bodyFails 46|adultAge 45|fire 45|water 45|bags 41|no:doctor 40|breathe 31|closed 30|chronic 28|pregnant 26|silent:? 24|badSign 22|speak 18|theirSilence 17|thirst 14|blaze 13|youth 11|found -10|belongings -12|shooting -13|withUs -13|fine -14|p:minors -15|span:past:w -19|told:hearsay -23|hit -29|ride -34|out -35|lack -43|asked -46|taken -48|want -57',
  'R01 stranded_in_transit':
    '= -9|boat 197|water 157|waterIn 97|road 81|many 75|no:stir 66|dangerHere 59|lostVerb 44|ride 44|faint 42|silent:? 38|child 25|respond 22|silent 22|vehicle 22|engineDead 21|keeper 19|sea 16|want -13|kin -40',
  'R01 trapped_basic_needs':
    '= 108|home 169|dangerHere 152|onUs 95|weAre 94|fire 92|cannotMove 83|hiding 78|withUs 69|armed 68|homeHit 68|waterIn 68|enter 59|mine 55|smoke 28|fell 26|aloneMe 24|help 24|shelling 12|told:heardWord 12|child 11|hit 10|advert -10|age<18 -11|parent -12|boat -14|doctor -16|exploit -18|passport -19|distant -21|heart -21|ask -23|ceased -28|closed -28|employer -28|respond -32|span:past:d -35|fine -45|want -47|lack -52|kin -56|asked -58|food -67',
  'R02 unaccompanied_child':
    '= 9|parent 168|p:minors 144|age<18 138|alone 134|parentGone 127|childAlone 84|child 80|youth 71|kin 58|childWithNobody 55|lostVerb 49|study 45|no:able 37|belongings 33|childWriter 33|doctor 28|no:ask 26|ride 22|border 20|dead 19|silent<12 18|boat 17|keeper 17|dumped 13|gangWord 11|home 11|bodyPart -11|trapped -12|lack -20|withUs -21|weAre -22|closed -24|asked -29|fine -35|wife -37|mine -47|want -74',
  'R03 abduction_ransom':
    '= 42|demand 193|taken 151|forMore 114|sum 98|abduct 92|respond 88|heldForMoney 85|threat 84|armed 66|phone 59|no:ask 57|lack 55|torture 55|gangWord 52|keeper 47|kin 44|withhold 43|cash 37|no:parent 36|vehicle 35|road 31|told:demand 23|span:unknown:h 22|told:hearsay 21|fear 20|no:demand 12|waterIn 12|told:armed 10|employer -11|food -12|out -14|fine -16|wife -18|doctor -19|over -19|asked -23|cannotMove -27|p:minors -31|ask -34|leave -43',
  'R03 abuse_exploitation':
    '= -28|exploit 305|taken 162|home 112|passport 100|youth 92|persons 59|night 53|forMore 41|enter 31|keeper 30|closed 29|airport 24|heldForMoney 23|heart 18|onUs 15|housework 13|gangWord 10|leave 10|mine -10|out -16|kin -34',
  'R04 medical':
    '= 48|lifeEnds 179|lifeMed 169|diabetic 160|medicine 160|dialysis 155|device 106|out 80|powerOut 79|ill 76|lifeOut 74|no:find 70|power 70|oxygen 68|breathe 64|cureOut 59|missed 56|bodyPart 54|no:power 50|breathless 44|left<26 43|lost 42|flat 38|age<18 33|kin 30|badSign 27|doctor 27|left 18|mine 17|no:lifeMed 17|no:noPharmacy 16|sickNow 16|span:future:h 16|parent 15|lack -20|home -26|silent -26|ask -27|fine -27|persons -31|want -34|asked -37',
  'R05 trapped_basic_needs':
    '= 6|tankOf 149|dry>12 145|span:past:d 115|fighting 100|out 98|water 92|waterOut 91|child 87|no:water 84|p:infants 80|stuckIn 78|trapped 77|road 70|milkOut 66|no:able 59|cannotMove 56|thirstHere 56|many 41|p:minors 41|milk 39|shooting 38|torture 34|parent 32|infant 31|dumped 26|homeHit 20|waterFine -14|taken -16|ask -17|want -17|lack -21|fine -25|span:past:w -36|kin -49',
  'R06 medical':
    '= 95|suicide 325|farewell 177|told:supposing 81|night 60|told:home 55|no:able 38|medicine 36|withhold 33|poison 30|closed 29|no:fear 27|employer 25|home 25|told:suicide 25|phoneOff 24|kin 22|able 16|no:farewell 16|ceased 15|bodyPart -12|doctor -15|food -16|goHome -17|p:minors -17|leave -22|ask -23|lostVerb -24|lack -32|youth -33|persons -40|asked -42',
  'R07 evacuation_request':
    '= -81|doctor 146|lateMonth 138|span:unknown:m 126|fine 117|lateBirth 106|goHome 81|lack 70|pregnant 69|ride 68|birthLater 66|wife 66|want 60|no:ride 53|span:future:w 34|no:water 22|travelWish 21|waterOut 21|distant 19|stir 18|home -16',
  'R07 injury':
    '= -16|treated 311|bodyPart 145|doctor 115|no:bleed 105|lack 76|wound 76|gunWound 55|fracture 54|no:ill 48|shelling 43|bodyHurt 39|span:past:d 39|blood 36|ceased 30|age<18 29|fell 24|no:pain 22|torture 21|pain 20|want 19|mine 18|span:future:d 15|badSign 14|study 11|distant 10|fine 10|threat 10|told:bodyPart 10|told:flat 10|hours -10|renew -11|child -12|parent -12|asked -15|ride -21|out -23',
  'R07 medical':
    '= 12|chronic 218|left<80 214|left 132|dialysis 123|medicine 122|doctor 118|treated 84|fine 79|parent 66|noPharmacy 65|cureOut 63|span:unknown:d 59|find 53|kin 48|left<26 47|lifeMed 33|refused 32|span:future:d 32|ask 31|lack 27|span:past:d 25|closed 24|elderly 24|present 24|weAre 19|press 16|renew 16|is:press 15|ill 14|p:elderly 12|power 10|bodyPart -15|p:minors -15|goHome -22|youth -22|lostVerb -33|home -34',
  'R08 trapped_basic_needs':
    '= -16|foodOut 197|powerOut 143|water 138|food 135|waterFine 123|trapped 119|cannotMove 111|out 65|armed 62|power 58|tankOf 58|no:wound 56|offer 51|is:offer 50|ceased 43|distant 36|span:unknown:h 36|lostVerb 31|short 29|span:past:w 27|home 26|no:power 26|percent<10 24|no:food 17|weAre 16|silent<44 15|missed 14|bodyPart -12|p:minors -14|want -14|asked -18|stuck -20|child -30|ask -36|kin -42',
  'R09 stranded_at_border':
    '= -60|border 292|there>24 177|withUs 99|refused 83|stuck 67|child 64|span:past:d 63|there<24 61|cash 57|p:elderly 51|bags 48|notary 43|p:minors 42|wife 37|seat 29|no:refused 26|age65 25|bodyPart 24|persons 19|visa 15|weAre 12|span:unknown:h -11|closed -12|asked -28|lostVerb -36',
  'R09 stranded_in_transit':
    '= -48|ride 164|there>24 161|stuck 159|airport 134|port 134|dumped 83|crew 56|p:minors 56|withUs 56|employer 45|span:unknown:d 43|span:unknown:h 43|span:past:d 36|child 25|p:infants 25|closed 23|again 22|many 21|wife 19|boat 17|span:past:w 14|age65 13|no:goHome 13|p:elderly 13|persons 13|want -12|kin -16|asked -21|ask -25',
  'R10 missing_person':
    '= -6|span:past:w 233|kin 152|silent 148|silent>44 141|no:heardWord 127|fighting 110|span:past:d 79|adultAge 64|span:unknown:w 61|told:hearsay 60|out 59|hit 48|present 48|silent:? 45|span:future:w 39|farewell 38|no:hearsay 25|told:theirSilence 23|p:elderly 21|employer 18|dead 17|shelling 13|no:bodyPart 11|bodyPart -11|arrest -16|power -18|youth -19|seat -22|no:respond -24|lack -27|wife -27|stuck -30|parent -33|want -42',
  'R11 abuse_exploitation':
    '= -9|withhold 211|employer 188|passport 118|contract 70|demand 68|belongings 59|papersWithheld 59|weAre 59|goHome 46|certificate 45|salary 38|fine 34|travelWish 13|leave 11|asked -11|bodyPart -13|ask -35|kin -66',
  'R11 death_remains':
    '= -73|body 196|dead 186|lostVerb 104|told:youth 77|want 72|lack 70|kin 55|doctor 52|ask 49|told:boat 36|told:hearsay 36|told:poison 35|chronic 31|over 28|heart 23|help 20|told:out 19|is:joke 15|no:advert 12|told:silent 11|told:ask 10|told:truthAsked 10|asked -11|certificate -36',
  'R11 detention_arrest':
    '= -12|arrest 381|span:past:w 97|kin 88|taken 69|office 67|there>24 55|airport 30|lostVerb 28|is:press 27|press 27|stuck 25|sea 24|found 17|trapped 14|fine 12|lack 12|told:hearsay 12|no:visa 11|ceased -11|p:minors -13|vehicle -13|border -15|silent -15|weAre -27|out -32|ask -39',
  'R12 evacuation_request':
    '= 38|fine 238|ride 156|travelWish 141|want 134|seat 120|goHome 108|asked 105|weAre 94|border 76|age<18 73|told:fine 70|withUs 61|ceased 60|told:hearsay 57|told:want 57|contract 52|silent>44 48|canMove 46|leave 43|told:lack 40|persons 37|visa 36|no:fighting 35|no:respond 34|told:heardWord 32|lack 31|no:lack 31|no:wound 31|study 26|aloneMe 25|no:shooting 21|told:theirSilence 21|again 20|no:food 20|present 19|evacuate 18|home 18|is:joke 18|is:offer 18|no:out 18|told:ride 17|disabled 16|p:disabled 16|ask 15|told:foodOut 15|told:office 15|airport 13|told:travelWish 12|distant 11|many -10|missed -10|span:unknown:d -10|kin -11|there<24 -11|p:infants -12|cannotMove -15|closed -21|phone -21|pregnant -21|notary -23|office -24|port -25|thanks -28|bodyPart -29|span:unknown:m -29|lateBirth -30|paper -31|respond -31|lateMonth -32|lostVerb -36|belongings -41|youth -45|withhold -50|refused -58|demand -64|span:past:d -67|doctor -79|apart -104',
  'R12 family_separation':
    '= -190|apart 135|travelWish 99|want 95|kin 84|lack 78|goHome 71|fine 61|child 60|respond 57|wife 51|withUs 43|port 41|p:minors 32',
  'R12 stranded_at_border':
    '= -114|there<24 134|border 115|span:past:h 89|ask 82|asked 49|present 48|paper 45|closed 40|stir 37|out 21|leave 20|home 17|stuck 16|want 13|kin -18',
  'R12 trapped_basic_needs':
    '= -153|power 116|food 101|foodFine 67|present 64|waterFine 59|water 56|leave 48|ask 47|asked 36|told:supposing 30|home 29|lack 11',
  'R13 documents':
    '= 24|certificate 251|passport 207|renew 177|office 130|asked 113|complain 83|notary 82|paper 82|told:certificate 81|ask 70|want 70|lack 69|visa 56|told:kin 49|percent<10 48|told:dead 42|lost 41|told:missed 37|youth 33|fees 32|told:want 32|told:lostVerb 30|told:paper 29|mine 28|wife 27|told:longAgo 25|again 22|body 17|dead 17|goHome 12|phone 12|hours 11|demand -10|out -14|ride -14|bodyPart -16|able -17|stir -17|fine -21|withhold -25|doctor -26|persons -27|belongings -35|distant -36|border -54|study -54|home -58',
  'R13 lost_belongings_money':
    '= 8|belongings 229|lost 147|asked 125|employer 102|ask 98|office 74|salary 58|cash 56|withhold 45|able 41|told:longAgo 37|sum 35|ill 31|want 30|border 24|find 24|airport 23|over 22|span:unknown:m 22|ride 20|again 19|goHome 19|left 15|demand 13|told:demand 10|bodyPart -10|child -11|out -11|hours -19|youth -19|closed -28|kin -28|persons -46|lack -53',
  'R13 pet_property':
    '= -35|pet 227|asked 150|ask 83|port 80|lack 73|ride 30|airport 23|travelWish 10|home -17|kin -56',
  'R13 student_affairs':
    '= -18|study 276|equivalence 173|asked 118|demand 110|ask 53|want 49|told:longAgo 46|again 36|mine 26|office 25|notary 16|is:wrongNumber 15|wrongNumber 15|silent:? 14|no:respond 13|out -17|ride -22|kin -28|home -39',
  'R14 information':
    '= 240|thanks 245|distant 182|asked 162|is:rumour 144|is:over 137|office 112|hours 104|is:joke 81|wound 77|short 70|suggestion 70|no:fire 62|seat 59|truthAsked 54|told:longAgo 45|childAlone 44|evacuate 40|help 39|notYet 38|ask 35|drill 34|is:drill 34|no:want 34|press 34|birthLater 33|dying 33|laugh 33|told:hearsay 33|is:press 32|over 31|keeper 29|thirstHere 25|shelling 24|stuckIn 24|trapped 23|blood 20|no:ask 20|found 19|lostVerb 19|fine 18|respond 17|urgent 15|fiction 13|no:find -10|withhold -10|sudden -11|contactless -12|paper -12|vehicle -12|medicine -15|suicide -15|told:missed -15|pain -16|told:lack -16|ill -17|arrest -18|present -18|closed -19|age<18 -20|heart -20|youth -20|no:able -21|test -21|told:youth -21|visa -23|cash -24|withUs -24|fell -25|p:minors -25|pet -27|p:infants -30|passport -31|breathless -32|there>24 -33|span:past:d -34|bodyPart -37|told:out -37|road -39|demand -43|power -44|leave -46|taken -48|goHome -49|home -49|left -50|wife -50|lost -54|kin -61|travelWish -61|employer -68|lack -84',
  'none other':
    '= 172|advert 246|is:advert 184|is:wrongNumber 117|wrongNumber 117|test 103|is:test 75|contactless 60|urgent 53|told:advert 51|short 47|over 44|renew 40|fire 36|told:hearsay 35|told:hours 29|asked 25|span:future:d 17|hours 15|pain 14|sum 10|theirSilence -12|office -13|no:able -16|phoneOff -16|border -18|paper -18|lack -19|bodyPart -20|cannotMove -21|p:minors -22|silent:? -25|no:respond -26|child -33|weAre -34|employer -36|lostVerb -45|silent -47|goHome -50|closed -54|kin -70',
  'soon missing_person':
    '= -70|silent 174|kin 148|silent<44 129|phone 85|gangWord 83|silent<12 70|road 55|no:respond 51|fine 48|youth 42|fear 30|out 26|span:past:h 20|want 20|power 15|home -17|parent -17|lostVerb -19|persons -19',
};
