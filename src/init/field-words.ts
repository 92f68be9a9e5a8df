import { spelt } from './spelling.js';

/** What a header says that a column holds, in a word of ours. */
export type Field = string;

const id = '(?:id|ids|no|nr|num|number|nummer|key|code|numero|num|ref|pk)';
const customer =
  '(?:customers?|clients?|clientes?|kunden?|klanten?|buyers?|members?|mitglied(?:s|er)?|users?|household|cust|kundenkarten?|karten?|cards?)';
const product =
  '(?:products?|items?|articles?|sku|stock|artikel|produkte?|produits?|articol[oi]|prodott[oi]|productos?|articulos?|waren?|prod)';
const store = '(?:stores?|shops?|branch|outlets?|filialen?|laden|markt|magasins?|tiendas?|negozio|winkel)';
const order =
  '(?:orders?|invoices?|receipts?|baskets?|transactions?|trans|sales?|bestell(?:ung(?:en|s)?)?|auftrags?|rechnungs?|belegs?|bons?|kassenbon|commandes?|factures?|pedidos?|facturas?|ordin[ei]|fattur[ae]|scontrin[oi]|bestelling|factuur|tickets?)';
const channel = '(?:channels?|kanal|canal|canale|kanaal)';
const payment = '(?:payments?|zahlungs?|paiements?|pagos?|pagament[oi]|betaling(?:en)?)';
const subscription = '(?:subscriptions?|contracts?|abos?|vertrags?|abonnements?|suscripcion|abbonament[oi])';
const campaign = '(?:campaigns?|kampagnen?|campagnes?|campanas?|campagna)';
const survey = '(?:surveys?|umfragen?|enquetes?|encuestas?|sondaggi[o]?|reviews?)';
const day = '(?:date|datum|fecha|data|day|tag|jour|dia|timestamp|datetime|zeitpunkt)';
const name =
  '(?:name|nom|nombre|nome|naam|title|titel|bezeichnung|description|beschreibung|libelle|descripcion|descrizione)';

const both = (noun: string, word: string) => `(?:${noun}${word}|${word}(?:de|del|du|di|_)?${noun})`;

/** In the order in which they are tried; a name is written without blanks, accents and signs. */
const patterns: [Field, string][] = [
  [
    'line_number',
    '(?:line|position|pos|zeile|ligne|linea)(?:item|number|no|nr|id)?|orderline(?:no|number|id)?|orderitemid|rowid',
  ],
  [
    'ordered_at',
    `${both(order, day)}|(?:purchase|kauf|verkaufs|achat|compra|vente|venta)${day}|ordered(?:at|on)|purchased(?:at|on)|orderpurchasetimestamp`,
  ],
  ['shipped_at', `(?:ship|shipping|delivery|versand|liefer|livraison|envio)${day}|shipped(?:at|on)`],
  ['paid_at', `${both(payment, day)}|paid(?:at|on)|bezahltam`],
  ['contacted_at', 'contact(?:date|edat|edon)|sent(?:at|on)?'],
  ['answered_at', '(?:answer|response)date|answered(?:at|on)?|beantwortetam'],
  [
    'birth_date',
    'birth(?:day|date)|dateofbirth|dob|geburt(?:stag|sdatum)?|born|datenaissance|naissance|fechanacimiento|datadinascita|geboortedatum',
  ],
  [
    'registered_on',
    `(?:registered|registration|signup|joined|member|created|anmelde)(?:on|at|since|${day})?|seit|kundeseit|customersince`,
  ],
  ['updated_at', `(?:updated|modified|changed|lastmodified|lastupdated)(?:at|on|${day})?|stand|geaendert(?:am)?`],
  ['started_on', `(?:start|begin|beginn|von|debut|inicio)(?:ed)?(?:on|at|${day})?`],
  ['ended_on', `(?:end|ende|bis|fin|cancel|cancelled|kuendigungs?)(?:ed)?(?:on|at|${day})?`],
  ['opened_on', `(?:open|opening|eroeffnungs?)(?:ed)?(?:on|${day})`],
  ['date', `(?:the)?${day}|created|createdat|at`],
  ['time', '(?:time|zeit|uhrzeit|heure|hora|ora|tijd)'],
  ['customer_name', both(customer, name)],
  ['product_name', `${both(product, name)}|product|produkt|produit|producto|prodotto`],
  ['store_name', both(store, name)],
  ['customer_id', `${both(customer, id)}|${customer}|masterid`],
  ['product_id', `${both(product, id)}|sku|ean|gtin|upc|asin|${product}`],
  ['store_id', `${both(store, id)}|${store}`],
  ['channel_id', `${both(channel, id)}|${channel}`],
  ['order_id', `${both(order, id)}|invoice|receipt|bon|beleg|order|bestellung|commande|pedido`],
  ['payment_id', both(payment, id)],
  ['campaign_id', `${both(campaign, id)}|${campaign}`],
  ['contact_id', both('contact', id)],
  ['survey_id', both(survey, id)],
  ['subscription_id', both(subscription, id)],
  [
    'quantity',
    '(?:order|sales?)?(?:quantity|qty|menge|anzahl|stueck(?:zahl)?|units?(?:sold|sales|ordered)?|pieces|quantite|qte|cantidad|quantita|aantal)',
  ],
  ['unit_cost', 'unitcost|costprice|standardcost|einkaufspreis|einstandspreis|ekpreis'],
  [
    'unit_price',
    '(?:unit|list|item|sales|einzel|stueck|verkaufs|listen|vk)?(?:price|preis|prijs)|prix(?:unitaire)?|precio(?:unitario)?|prezzo(?:unitario)?|retailprice|priceeach',
  ],
  ['discount_amount', 'discount(?:amount|value)?|rabatt(?:betrag)?|remise|descuento|sconto|korting'],
  ['cost_amount', '(?:total|store|line)?cost(?:s|amount)?|einstand|kosten|wareneinsatz'],
  [
    'net_amount',
    '(?:line|net|order|total|sales?|store|gross|payment|sum)?(?:amount|total|sales|revenue|value|spend|turnover|price)|(?:netto|brutto|gesamt|zeilen)?(?:betrag|umsatz|summe|preis)(?:netto|brutto)?|montant(?:ht|ttc)?|importe|importo|bedrag|total(?:e)?|subtotal|chiffredaffaires|ventes?|amountpaid|dollars',
  ],
  ['currency', '(?:currency|currencycode|waehrung|devise|moneda|valuta|curr)'],
  ['rate', '(?:rate|exchange|exchangerate|kurs|wechselkurs|taux|tasa|tasso|koers)'],
  ['first_name', 'firstname|fname|givenname|vorname|prenom|nombredepila|voornaam'],
  ['last_name', 'lastname|lname|surname|familyname|nachname|familienname|nomdefamille|apellidos?|cognome|achternaam'],
  ['email', 'e?mail(?:address|adresse)?|correo(?:electronico)?|courriel'],
  ['phone', '(?:phone|tele?phone|tel|telefon|mobile|mobil|handy|telefono)(?:number|no|nr|nummer)?'],
  ['street', 'street(?:address)?|address(?:1|line1)?|adresse|strasse|rue|calle|direccion|indirizzo|straat'],
  ['postcode', 'postcode|zip(?:code)?|postalcode|plz|postleitzahl|codepostal|codigopostal|cap'],
  ['city', 'city|town|ort|stadt|ville|ciudad|citta|plaats|wohnort'],
  ['region', 'region|state|province|bundesland|stateprovince|provincia'],
  ['country', 'country|land|pays|pais|paese|nation|countrycode'],
  ['gender', 'gender|sex|geschlecht|sexe|sexo|sesso'],
  ['brand', 'brand(?:name)?|marke|marque|marca|manufacturer|hersteller'],
  ['subcategory', '(?:product)?sub(?:category|kategorie)(?:name)?|unterkategorie|untergruppe'],
  ['category', '(?:product)?(?:category|kategorie|categorie|categoria)(?:name)?|warengruppe|department|productline'],
  ['method', '(?:payment)?method|paymenttype|zahlungsart|zahlart|zahlungsweise|mode'],
  ['plan', 'plan|tarif'],
  ['question', 'question|frage|pregunta|domanda|vraag'],
  ['score', 'score|rating|nps|recommends?|bewertung|note'],
  ['comment', '(?:review)?comments?|words|kommentar|commentaire|comentario|commento|opmerking'],
  ['kind', 'kind'],
  ['name', name],
  ['id', id],
];
const read = patterns.map(([field, pattern]): [Field, RegExp] => [field, new RegExp(`^(?:${pattern})$`)]);

/** The field that a header names; undefined where no word of it is known. */
export function fieldOf(header: string): Field | undefined {
  const word = plainWord(header);
  const bare = word.replace(/(?:usd|eur|gbp|chf)$/, '') || word;
  return read.find(([, pattern]) => pattern.test(word) || pattern.test(bare))?.[0];
}

const nouns: [string, string][] = [
  ['customer', `${customer}|people|personen|crm`],
  ['product', `${product}|sortiment|catalog(?:ue)?|katalog`],
  ['store', store],
  ['channel', channel],
  ['payment', payment],
  ['campaign', campaign],
  ['survey', survey],
  ['contact', 'contacts?'],
  ['subscription', subscription],
  ['order', `${order}|umsaetze|verkaeufe|purchases|ventes|ventas|vendite`],
];

/** What the name of a file or a folder says that its records are; the last noun of it counts. */
export function nounOf(name: string): string | undefined {
  const words = name.split(/[^\p{L}]+/u).map(plainWord);
  return words
    .map(word => nouns.find(([, pattern]) => new RegExp(`^(?:${pattern})$`).test(word))?.[0])
    .findLast(noun => noun);
}

/** Without blanks, accents and signs. */
const plainWord = (text: string) => spelt(text).replace(/[^a-z0-9]/g, '');
