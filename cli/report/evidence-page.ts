import type { CheckResult } from '../../lambdas/shared/check-result';
import type { Evidence } from '../../lambdas/shared/evidence';
import { type Markup, markup } from './markup';
import { labelOf, measureOf } from './measure';
import { pageStyle } from './page-style';
import { countsOf, verdictSentences, verdictWords, worstFirst } from './verdict-words';

const policy = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * Evidence as one HTML page that needs nothing beside itself: no script, nothing loaded, and a policy that forbids both. It can be
 * mailed, archived and printed.
 */
export function evidencePage(evidence: Evidence): string {
  const name = nameOf(evidence);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name}: ${verdictWords[evidence.verdict]}</title>
<style>${{ html: pageStyle }}</style>
</head>
<body>
<main>
<h1>${name}</h1>
<p class="faint">Finished <time datetime="${evidence.finishedAt}">${spoken(evidence.finishedAt)}</time></p>
${verdict(evidence)}
${checks(evidence.results)}
${facts('What was checked', subjectOf(evidence))}
${facts('Measures', measuresOf(evidence))}
</main>
<footer>${origin(evidence)}</footer>
</body>
</html>
`;
  return page.html;
}

function nameOf({ check, store }: Evidence): string {
  return `${labelOf(check.replaceAll('-', ' '))} of ${store}`;
}

function verdict({ verdict, results }: Evidence): Markup {
  return markup`<section class="verdict ${verdict}"><strong>${verdictWords[verdict]}</strong>
<p>${verdictSentences[verdict]} ${countsOf(results)}.</p></section>`;
}

function checks(results: readonly CheckResult[]): Markup {
  return markup`<h2>Checks</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Verdict</th><th scope="col">What</th><th scope="col">Observed</th><th scope="col">Expected</th></tr></thead>
<tbody>
${worstFirst(results).map(row)}</tbody></table></div>`;
}

function row({ id, what, observed, expected, verdict, requirement }: CheckResult): Markup {
  const named = requirement === undefined ? markup`` : markup` <span class="faint">(${requirement})</span>`;
  return markup`<tr><td class="word ${verdict}">${verdictWords[verdict]}</td>
<td>${what}<br><code class="faint">${id}</code>${named}</td>
<td>${observed}</td><td>${expected}</td></tr>
`;
}

type Fact = readonly [label: string, text: string];

function subjectOf({ subject }: Evidence): Fact[] {
  return Object.entries(subject).map(([name, text]) => [labelOf(name), text]);
}

function measuresOf({ measures }: Evidence): Fact[] {
  return Object.entries(measures).map(([name, value]) => measureOf(name, value));
}

function facts(title: string, list: readonly Fact[]): Markup {
  if (list.length === 0) return markup``;
  const rows = list.map(
    ([label, text]) => markup`<tr><th scope="row">${label}</th><td class="number">${text}</td></tr>
`,
  );
  return markup`<h2>${title}</h2>
<table class="facts"><tbody>
${rows}</tbody></table>`;
}

function origin({ producer, id, startedAt, finishedAt }: Evidence): Markup {
  return markup`<p class="faint">Checked by ${producer.name} ${producer.version}, from ${spoken(startedAt)} to ${spoken(finishedAt)}.
Evidence <code>${id}</code>. This page is a rendering; the evidence is the JSON file of that id.</p>`;
}

/** `2026-11-25 01:02:03 UTC` */
function spoken(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
