"""Feeds in RSS 2.0, Atom 1.0 and JSON Feed 1.1, each with the whole text of its stories.

`entries` says what a story, a notice and a correction are in a feed, `channels` which of them a
feed holds, `formats` how that is written, `views` what is answered at which address.
"""
