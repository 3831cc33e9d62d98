/** What callers hear. Twilio reads every answer to a webhook as TwiML; anything else may reach the person (channels.md 1.11). */

const XML = '<?xml version="1.0" encoding="UTF-8"?>';

function answer(verbs: string): { status: number; contentType: string; body: string } {
  return {
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body: `${XML}${verbs ? `<Response>${verbs}</Response>` : '<Response/>'}`,
  };
}

/** Do nothing, say nothing. */
export const EMPTY = answer('');

const TEXTS = {
  greeting: {
    ar: 'غرفة العمليات. سجّلنا مكالمتك. بعد الصافرة قل اسمك ومكانك وما حدث، ثم اضغط أي زر.',
    en: 'Operations room. Your call is recorded in our log. After the tone, say your name, where you are and what happened, then press any key.',
  },
  thanks: {
    ar: 'شكرا. سيسمع موظف رسالتك.',
    en: 'Thank you. An officer will listen to your message.',
  },
};

/** Amazon Polly's Arabic and English voices, as Twilio names them. */
function say(text: { ar: string; en: string }): string {
  return `<Say language="arb" voice="Polly.Zeina">${text.ar}</Say><Say language="en-GB" voice="Polly.Amy">${text.en}</Say>`;
}

const RECORDING_SECONDS = 180;

export function greeting(publicBaseUrl: string): ReturnType<typeof answer> {
  const voice = `${publicBaseUrl}/webhooks/twilio/voice`;
  const record = `<Record maxLength="${RECORDING_SECONDS}" playBeep="true" action="${voice}/gather" recordingStatusCallback="${voice}/recording"/>`;
  return answer(say(TEXTS.greeting) + record);
}

export function thanks(): ReturnType<typeof answer> {
  return answer(`${say(TEXTS.thanks)}<Hangup/>`);
}
