/* global document, location, EventSource, fetch, addEventListener, clearTimeout, setTimeout, Intl */
const $ = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
let view = 'html';
let shown;

function element(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

function row(mail) {
  const link = element('a', '', { href: `#${mail.id}` });
  if (mail.id === location.hash.slice(1)) link.setAttribute('aria-current', 'true');
  link.append(
    element('b', mail.subject || '(no subject)'),
    element('time', time.format(new Date(mail.received_at)), { dateTime: mail.received_at }),
    element('span', mail.to.join(', ')),
  );
  const item = element('li', '');
  item.append(link);
  return item;
}

async function showList() {
  const answer = await fetch('/api/mails?limit=1000');
  const wanted = $('filter').value.trim().toLowerCase();
  const items = (await answer.json()).items.filter(
    ({ subject, to }) => !wanted || `${subject} ${to.join(' ')}`.toLowerCase().includes(wanted),
  );
  $('list').replaceChildren(...items.map(row));
  $('empty').hidden = items.length > 0;
  $('empty').textContent = wanted
    ? 'No mail fits the filter.'
    : 'No mail yet. What the shop sends appears here by itself.';
  document.title = items.length ? `(${items.length}) Caught mail` : 'Caught mail';
}

function pairs(list, entries) {
  list.replaceChildren(
    ...entries.flatMap(([name, value]) => [element('dt', name), element('dd', value)]),
  );
}

async function showMail() {
  const id = location.hash.slice(1);
  const answer = id ? await fetch(`/api/mails/${encodeURIComponent(id)}`) : undefined;
  shown = answer?.ok ? await answer.json() : undefined;
  document.body.classList.toggle('reading', Boolean(shown));
  $('mail').hidden = !shown;
  $('none').hidden = Boolean(shown);
  for (const link of $('list').querySelectorAll('a')) {
    link.toggleAttribute('aria-current', link.hash === location.hash);
  }
  if (!shown) return;
  $('subject').textContent = shown.subject || '(no subject)';
  pairs($('envelope'), [
    ['From', shown.from],
    ['To', shown.to.join(', ')],
    ['At', new Date(shown.received_at).toLocaleString()],
    ...shown.attachments.map((one) => ['File', `${one.filename ?? one.mime_type} (${one.size} B)`]),
  ]);
  if (shown.html) $('html').src = `/api/mails/${encodeURIComponent(shown.id)}/html`;
  $('text').textContent = shown.text ?? '(no text part)';
  pairs(
    $('headers'),
    shown.headers.map(({ name, value }) => [name, value]),
  );
  showView();
}

function showView() {
  const now = view === 'html' && !shown?.html ? 'text' : view;
  for (const tab of document.querySelectorAll('[role=tab]')) {
    tab.setAttribute('aria-selected', String(tab.dataset.view === now));
    tab.disabled = tab.dataset.view === 'html' && !shown?.html;
  }
  for (const id of ['html', 'text', 'headers']) $(id).hidden = id !== now;
}

for (const tab of document.querySelectorAll('[role=tab]')) {
  tab.addEventListener('click', () => {
    view = tab.dataset.view;
    showView();
  });
}
$('filter').addEventListener('input', () => void showList());
$('back').addEventListener('click', () => (location.hash = ''));
$('clear').addEventListener('click', async () => {
  await fetch('/api/mails', { method: 'DELETE' });
  location.hash = '';
});
addEventListener('hashchange', () => void showMail());

let soon;
new EventSource('/api/changes').addEventListener('message', () => {
  // Hundreds of mails at once are one refresh.
  clearTimeout(soon);
  soon = setTimeout(() => void showList(), 100);
});
void showList().then(showMail);
