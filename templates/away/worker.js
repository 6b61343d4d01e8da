{% load static %}/* Where the network is away, a page to write on. It answers for pages that are asked for, and for what that page is made of. */
const PARTS = ["/away/", "{% static 'app.css' %}", "{% static 'app.js' %}", "{% static 'away.js' %}", "{% static 'icons.svg' %}", "{% static 'favicon.svg' %}", "{% static 'fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2' %}"];
const STORE = "away " + PARTS.join(" ");
self.addEventListener("install", (e) => e.waitUntil(caches.open(STORE).then((store) => store.addAll(PARTS)).then(() => self.skipWaiting())));
self.addEventListener("activate", (e) => e.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("away ") && name !== STORE).map((name) => caches.delete(name)))).then(() => self.clients.claim())));
self.addEventListener("fetch", (e) => {
  if (e.request.method !== "GET") return;
  if (e.request.mode === "navigate") e.respondWith(fetch(e.request).catch(() => caches.match("/away/")));
  else if (PARTS.includes(new URL(e.request.url).pathname)) e.respondWith(fetch(e.request).catch(() => caches.match(e.request)));
});
