import type { Both } from '../case/events.ts';
import { type OpenApi, whoReads } from './openapi.ts';
import { PROBLEMS } from './problem.ts';
import type { Routes } from './route.ts';

/** Build time only: the readable page of the same table that the OpenAPI document comes from. */
export function docsPage(routes: Routes, { paths }: OpenApi): string {
  const rows = Object.entries(routes).map(([name, route]) => {
    const { parameters, requestBody } = paths[route.path]![route.method.toLowerCase()]!;
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const body = requestBody?.content['application/json'].schema;
    return `<section id="${name}">
<h2><code>${route.method} ${html(route.path)}</code></h2>
${both('p', route.summary)}
${both('p', whoReads(route.access), 'who')}
${route.ifMatch ? '<p class="who"><code>If-Match</code></p>' : ''}
${query.length > 0 ? `<details><summary dir="ltr">query</summary><pre dir="ltr">${json(query)}</pre></details>` : ''}
${body ? `<details><summary dir="ltr">body</summary><pre dir="ltr">${json(body)}</pre></details>` : ''}
<p class="who"><code>${route.answer.status}</code> ${route.answer.body ? `<code>${route.answer.body}${route.answer.list ? '[]' : ''}</code>` : ''}</p>
</section>`;
  });
  const problems = Object.entries(PROBLEMS).map(
    ([type, { status, title }]) =>
      `<tr><td><code>${status}</code></td><td><code>/problems/${type}</code></td><td dir="rtl" lang="ar">${title.ar}</td><td>${title.en}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>غرفة العمليات — The operations room: API</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
section { border-top: 1px solid #8886; padding: .5rem 0; }
h2 { font-size: 1.1rem; margin: .5rem 0; direction: ltr; text-align: left; }
p { margin: .2rem 0; }
h1, h2, p, code, td { overflow-wrap: anywhere; }
.who { opacity: .75; font-size: .9rem; }
pre { overflow: auto; font-size: .8rem; background: #8881; padding: .5rem; }
table { border-collapse: collapse; width: 100%; } td { padding: .2rem .5rem; border-top: 1px solid #8886; }
a { color: inherit; }
</style>
</head>
<body>
<header>
<h1><span lang="ar" dir="rtl">غرفة العمليات</span> — The operations room</h1>
${both('p', {
  ar: 'واجهة الغرفة البرمجية. كل الأخطاء من نوع application/problem+json وباللغتين.',
  en: 'The API of the room. All errors are application/problem+json, in both languages.',
})}
<p><a href="/openapi.json">OpenAPI 3.1</a></p>
</header>
<main>
${rows.join('\n')}
</main>
<section id="problems"><h2>application/problem+json</h2><table>
${problems.join('\n')}
</table></section>
</body>
</html>
`;
}

function both(tag: string, text: Both, name = ''): string {
  const kind = name ? ` class="${name}"` : '';
  return `<${tag}${kind} lang="ar" dir="rtl">${html(text.ar)}</${tag}>\n<${tag}${kind} lang="en">${html(text.en)}</${tag}>`;
}

function json(value: unknown): string {
  return html(JSON.stringify(value, null, 1));
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
