/** What a record is called that takes a sale back, in the words of several languages; `credit` alone may be a card. */
export const returnWords = new RegExp(
  `^(?:(?:sales?|customer|product|rechnungs|waren|faktura|factura|vente)[ _-]?)?(?:${[
    'credit[ _-]?(?:memo|note|invoice)s?|refunds?|returns?|charge[ _-]?backs?|partial[ _-]?refund',
    'gutschrift(?:en)?|retouren?|rueckgaben?|erstattung(?:en)?|rueckerstattung(?:en)?|ruecklastschrift(?:en)?|rechnungskorrektur|stornorechnung',
    'avoirs?|remboursements?|retours?|nota de credito|devoluci(?:on|ones)|reembolsos?|abono|nota di credito|rimbors[oi]|res[oi]',
    'creditnota|creditfactuur|terugbetaling|zwrot|zwroty|korekta|korygujaca|devoluc(?:ao|oes)|estornos?',
    'kredit(?:faktura|nota)|retur(?:er)?|aterbetalning|退款|退货|退貨|返品|返金',
  ].join('|')})$`,
  'i',
);

/** A word of an entry against others, in whatever phrase. */
export const takesBack =
  /refund|charge[ _-]?back|reversal|erstattung|ruecklastschrift|rueckzahlung|rembours|reembols|rimbors|terugbetaling|zwrot|estorno|aterbetal/i;

/** What one is called that tells of a sale. */
export const saleWords =
  /^(?:(?:sales?|cash|tax|customer|client|kunden|ausgangs)[ _-]?)?(?:sales?|sold|invoices?|orders?|charges?|purchases?|receipts?|donations?|gifts?|spenden?|verkauf|verkaeufe|rechnung|bestellung|lieferung|bon|ventes?|factures?|commandes?|ventas?|facturas?|pedidos?|vendit[ae]|fattur[ae]|ordin[ei]|verkoop|factuur|sprzedaz|faktura|paragon|vendas?|faturas?|foersaeljning|koep|销售|订单|売上|販売)$/i;

/** A state tells what became of a sale, a way of payment how it was paid. */
export const isState =
  /status|state|stage|statut|zustand|etat|estado|stato|method|pay|paiement|pago|pagam|betal|platn|card|tender|zahl|reason|grund/i;
