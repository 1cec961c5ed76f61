"""From received bytes to pieces (入库): receive → identify → read → clean → split → describe → store → index.

`digesting` holds the five steps in the middle, pure and run in worker processes; `receiving`, `storing` and `indexing`
write; `driving` carries every waiting source through all of them.
"""
