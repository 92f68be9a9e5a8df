-- Batches and mappings where landed is not accepted + quarantined + repeats + skipped.
select batch, source, entity, mapping, landed, accepted, quarantined, repeats, skipped
from stage.account
where landed <> accepted + quarantined + repeats + skipped
