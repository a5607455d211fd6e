"""Moving in from WordPress: export files in; stories, people, pictures and old addresses out.

In the order in which an item of an export goes through them:

1. Read, without Django: `reading` (bytes to text), `parser` (text to the values of `items`),
   `serialized` (PHP's values), `kinds` and `moments` (what types, states and times mean).
2. Looked at before anything is written: `survey` (counts), `copies` (posts twice), `taxonomy` with
   the names in `labels` (a plan for the categories), `rehearsal` (what would be lost).
3. Made into words: `words` (columns), `bodies` (HTML), `shortcodes`, `embeds`; `resolving` says
   where pictures and links are now.
4. Written, by `loader`: `entering` (each item seen once), `media` and `fetching` (pictures),
   `people` (authors), `placing` (categories), `writing` (stories with their record), `pages`,
   `addresses`, and at last `finishing` (labels, authors, files, menus).
5. Told and proved: `reporting` (the report), `crawling` (asks for every old address), `generating`
   (exports of any size, to measure by).

`models`, `forms`, `views`, `urls`, `moving` and `tasks` are the same at the desk.
"""
