/** Every command of a case. The state diagram, the 409s and the console's buttons come from their `from` and `to` lists. */
export { alertFailed, alertSent, alertUndelivered } from './alert-outcome.ts';
export {
  accept,
  acknowledge,
  answerAgency,
  ask,
  complete,
  decline,
  report,
} from './answer.ts';
export { assign } from './assign.ts';
export { failAttachment, storeAttachment } from './attachment.ts';
export { awaitNext } from './await.ts';
export { logCall } from './call.ts';
export {
  close,
  invalidate,
  reopen,
  resolve,
  restore,
  transfer,
} from './end.ts';
export { raiseEscalation } from './escalate.ts';
export { queueAutomaticAnswer } from './first-answer.ts';
export { joinGroup } from './group.ts';
export { followsHandover, handOver } from './hand-over.ts';
export { asTriage, reasonsOf, receiveMessage } from './inbound.ts';
export { link, withdrawLink } from './link.ts';
export { addLocation } from './location.ts';
export {
  mergeSource,
  mergeTarget,
  unmergeSource,
  unmergeTarget,
} from './merge.ts';
export { type MessageInput, sendMessage } from './message.ts';
export { moveMessageIn, moveMessageOut } from './move-message.ts';
export { addNeed, changeNeed } from './need.ts';
export { addNote } from './note.ts';
export {
  recordFailed,
  recordSending,
  recordSent,
  recordStatus,
  recordUnknown,
} from './outgoing.ts';
export { tellReporter } from './outreach.ts';
export { addPerson, changePerson } from './person.ts';
export { keepPromise, makePromise, movePromise } from './promise.ts';
export { forgetCopies, recordErased, redact, requestRedaction } from './redact.ts';
export { resumeEscalation } from './resume.ts';
export { setCrisis } from './set-crisis.ts';
export { standDown } from './stand-down.ts';
export { triage } from './triage.ts';
