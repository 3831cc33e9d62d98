/** Marker by which one contact gets one version of one text once, whoever puts it on whichever of his cases. */
export function toldMarker(about: { broadcast: string } | { rumour: string }, contactId: string): string {
  const what = 'broadcast' in about ? `broadcast#${about.broadcast}` : `rumour#${about.rumour}`;
  return `seen#${what}#${contactId}`;
}
