/** Says more of the hour than of anything that is there or not. */
const passing =
  /capacity|quota|limit|throttl|rate exceeded|too many|slow ?down|internal ?(server |service )?(error|failure)|status code: 5\d\d|unable to execute http request|connection (reset|refused)|try again|tim(e|ed) ?out|unavailable|not available/i;

const thing = String.raw`(recovery point|snapshot|\bbackup (?=is|was|has)|\bkey\b|kms ?key)`;
const lost = String.raw`(not ?found|does ?n[o']t exist|corrupt|expired|deleted|disabled|pending ?deletion|not ?accessible|inaccessible)`;

/** In one sentence, either way round. */
const final = [
  new RegExp(`${thing}[^.;]{0,120}${lost}`, 'i'),
  /(cannot find|no such|corrupt(ed)?|expired|deleted|disabled) [^.;]{0,40}(recovery point|snapshot|backup|\bkey\b)/i,
  /(denied|not authorized)[^.;]{0,120}(\bkey\b|kms)|(\bkey\b|kms)[^.;]{0,120}(denied|not authorized)/i,
];

/**
 * Whether AWS Backup's reason for a failed restore speaks of the recovery point or of its key. Only that is held against a backup for
 * good: AWS lists no reasons, so that one that nobody knows proves nothing.
 */
export function saysBackupIsLost(message: string | undefined): boolean {
  if (message === undefined || passing.test(message)) return false;
  // An ARN names its own kind, and has dots and words that are no part of the sentence.
  const plain = message.replaceAll(/\barn:\S*[^\s.,;:]/g, kindOf);
  return final.some((reason) => reason.test(plain));
}

function kindOf(arn: string): string {
  if (arn.includes(':kms:')) return 'the key';
  return /:(recovery-point|snapshot):/.test(arn) ? 'the recovery point' : 'a resource';
}
