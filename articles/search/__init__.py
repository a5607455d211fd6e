"""Search: what is indexed of a story, how a reader's words are read, and the page that answers.

`words` knows the language, `query` what readers type, `index` the tables and their one statement,
`excerpts` what is marked, `spelling` what was perhaps meant, `views` the page.
"""
