import { eastAsian, eastAsianNouns } from './east-asian-words.js';
import { minorUnit } from './minor-units.js';
import { spelt } from './spelling.js';

/** What a header says that a column holds, in a word of ours. */
export type Field = string;

const id = '(?:id|ids|no|nr|num|number|nummer|key|code|numero|num|ref|pk|numer|kod|cod|codigo|codice)';
const customer =
  '(?:customers?|clients?|clientes?|kund(?:e|en|er|ens)?|klient(?:a|ow)?|klienci|klant(?:en)?|buyers?|members?|mitglied(?:s|er)?|users?|cust|frequentflyers?|comprador(?:es)?|acheteurs?|kupujacy|compratore|koper|kaeufer|koepare|abonnee|(?:business|invoice|geschaefts)?partner|kundenkarten?|karten?|cards?)';
/** Alone they may say how many guests there are. */
const guest =
  '(?:guests?|subscribers?|policyholders?|donors?|constituents?|patients?|passengers?|gast|spender|versicherten)';
const product =
  '(?:products?|items?|articles?|sku|stock|artikel|produkt(?:e|u|y|ow|er|en)?|produits?|produtos?|artigos?|towar(?:u|y|ow)?|artykul(?:u|y|ow)?|artiklar|varu|articol[oi]|prodott[oi]|productos?|articulos?|waren?|(?:stock|inventory)items?|prod)';
const store =
  '(?:stores?|shops?|hotels?|restaurants?|branch|outlets?|filialen?|laden|markt|magasins?|tiendas?|negozio|winkel|sklep(?:u|y|ow)?|lojas?|butik(?:er|en)?|puntovendita)';
const order =
  '(?:(?:sales|purchase|web|shop|online)?orders?|invoices?|receipts?|baskets?|transa(?:c|k)tion(?:s|en)?s?|trans|sales?|bestell(?:ung(?:en|s)?)?|auftrags?|rechnungs?|belegs?|bons?|kassenbon|commandes?|factures?|pedidos?|facturas?|ordin[ei]|fattur[ae]|scontrin[oi]|bestelling|factuur|tickets?|bookings?|reservations?|jobs?|workorders?|confirmations?|donations?|gifts?|spenden?|zamowien(?:ie|ia)?|faktur(?:a|y|or)|pnr|paragon(?:u|y|ow)?|sprzedazy?|transakcj[aei]|encomendas?|faturas?|vendas?|bestaellning(?:ar|s)?|foersaeljnings?|kvitto)';
const channel = '(?:channels?|kanalu?|canal|canale|kanaal)';
const payment =
  '(?:payments?|zahlungs?|paiements?|pagos?|pagament(?:os?|i)|betaling(?:en)?|platnosci?|betalning(?:ar|s)?)';
const subscription =
  '(?:subscriptions?|contracts?|abos?|vertrags?|vertraege|abonnements?|suscripcion|abbonament[oi]|subskrypcj[aei]|umow[ay]|assinaturas?|contratos?|abonnemang|avtal|polic(?:y|ies)|policen?)';
const campaign =
  '(?:campaigns?|appeals?|kampagnen?|campagnes?|campanas?|campagna|kampani[ae]|campanhas?|kampanj(?:er)?)';
const survey =
  '(?:surveys?|umfragen?|enquetes?|encuestas?|sondaggi[o]?|reviews?|ankiet[ay]|pesquisas?|inqueritos?|enkaet(?:er)?)';
const clock = '(?:time|zeit|uhrzeit|heure|hora|ora|tijd|godzina|klockslag)';
const day = `(?:(?:date|datum|fecha|data|day|tag|jour|dia|timestamp|zeitpunkt|dzien|dnia|dag)(?:(?:and|und|et|y|e|i|och|en)?${clock})?)`;
const name =
  '(?:name|nom|nombre|nome|naam|title|titel|bezeichnung|description|beschreibung|libelle|descripcion|descrizione|nazwa|opis|descricao|designation|namn|benaemning|beskrivning)';

const both = (noun: string, word: string) => `(?:${noun}${word}|${word}(?:de|del|du|di|da|do|des|d|_)?${noun})`;

/** In the order in which they are tried; a name is written without blanks, accents and signs. */
const patterns: [Field, string][] = [
  [
    'line_number',
    '(?:line|position|pos|zeile|ligne|linea|linha|rad)(?:item|number|no|nr|nummer|id)?|(?:nr|numer)pozycji|pozycja|numero(?:da)?linha|orderline(?:no|number|id)?|orderitemid|rowid|posnr',
  ],
  [
    'ordered_at',
    `${both(order, day)}|${both('(?:purchase|kauf|verkaufs|achat|compra|vente|venta|zakupu|koeps?)', day)}|(?:ordered|booked)(?:at|on)|(?:actual)?clos(?:e|ed|ing)(?:at|on|date)|won(?:at|on|date|time)|(?:posting|buchungs)(?:date|datum)|purchased(?:at|on)|orderpurchasetimestamp|audat`,
  ],
  [
    'shipped_at',
    `${both('(?:ship|shipped|shipping|delivery|versand|liefer|livraison|envio|entrega|wysylki|dostawy|leverans)', day)}|shipped(?:at|on)`,
  ],
  ['paid_at', `${both(payment, day)}|paid(?:at|on)|bezahltam`],
  ['contacted_at', 'contact(?:date|edat|edon)|sent(?:at|on)?'],
  ['answered_at', '(?:answer|response)date|answered(?:at|on)?|beantwortetam'],
  [
    'birth_date',
    'birth(?:day|date)|dateofbirth|dob|geburt(?:stag|sdatum)?|born|datenaissance|naissance|fechanacimiento|datadinascita|geboortedatum|dataurodzenia|data(?:de)?nascimento|foedelse(?:datum|dag)|foedd',
  ],
  [
    'registered_on',
    `(?:registered|registration|signup|join(?:ed|ing)?|enrol(?:led|l?ment)|created|anmelde|beitritts?)(?:on|at|since|${day})?|member(?:since|${day})|seit|kundeseit|customersince|data(?:rejestracji|utworzenia)|data(?:de|do)?(?:registr?o|cadastro)|clientedesde|creat(?:e|ion)date|date(?:add|added|creat(?:ed|ion))|registrer(?:ad|ingsdatum)|kundsedan|erdat`,
  ],
  [
    'updated_at',
    `(?:last)?(?:updated?|modified|changed|edited)(?:at|on|when|${day})?|date(?:upd|updated)|stand|geaendert(?:am)?|data(?:zmiany|aktualizacji|modyfikacji)|data(?:de|da)?(?:atualizacao|alteracao)|atualizadoem|aendrad|uppdaterad|aendringsdatum`,
  ],
  [
    'started_on',
    `(?:${subscription})?(?:start|begin|beginn|von|debut|inicio|inception|effective)(?:ed)?(?:on|at|${day})?|data(?:rozpoczecia|(?:de|do)?inicio)`,
  ],
  [
    'ended_on',
    `(?:${subscription})?(?:end|ende|bis|fin|slut|expiry|expiration|expires?)(?:ed)?(?:on|at|${day})?|data(?:zakonczenia|(?:de|do)?fim)`,
  ],
  ['cancelled_on', `(?:${subscription})?(?:cancel(?:l?ed)?|kuendigungs?)(?:on|at|${day})?`],
  ['opened_on', `(?:open|opening|eroeffnungs?|oeppnings?)(?:ed)?(?:on|${day})|data(?:otwarcia|(?:de|da)?abertura)`],
  ['date', `(?:the)?${day}|created|createdat|at`],
  ['time', clock],
  ['customer_name', both(customer, name)],
  [
    'product_name',
    `${both(product, name)}|lineitemname|productservice|itemdescription|product|produkt|produit|producto|prodotto|produto|towar|artykul|arktx|maktx`,
  ],
  ['store_name', both(store, name)],
  ['campaign_name', both(campaign, name)],
  [
    'customer_id',
    `${both(customer, id)}|${customer}|${customer}account${id}?|invoicepartnerdisplayname|(?:potential|(?:sell|sold|bill)to)customer(?:${id}|name)?|associatedcontact${id}|masterid|kunnr`,
  ],
  ['customer_name', both(guest, name)],
  ['customer_id', both(guest, id)],
  ['contact_name', both('contacts?', name)],
  ['household_id', `${both('households?', id)}|household`],
  ['account_id', '(?:account|organi[sz]ation)(?:id|no|nr|number|name)?'],
  [
    'product_id',
    `${both(product, id)}|(?:line)?itemproductid|(?:product|(?:line)?item)?sku|productreference|ean|gtin|upc|asin|matnr|${product}`,
  ],
  ['store_id', `${both(store, id)}|${store}`],
  ['channel_id', `${both(channel, id)}|${channel}`],
  [
    'order_id',
    `${both(order, id)}|(?:amazon|marketplace|channel|shop|store)orderid|incrementid|(?:document|doc)(?:no|nr|num)|vbeln|orderref(?:erence)?|booknumber|pnr|recordlocator|reservation|booking|invoice|receipt|bon|beleg|order|bestellung|commande|pedido|zamowienie|faktura|paragon|encomenda|bestaellning|kvitto`,
  ],
  ['check_id', both('(?:guest)?checks?', id)],
  ['payment_id', both(payment, id)],
  ['campaign_id', `${both(campaign, id)}|${campaign}`],
  ['contact_id', both('contact', id)],
  ['survey_id', both(survey, id)],
  ['subscription_id', both(subscription, id)],
  [
    'quantity',
    '(?:order|sales?|transaction|invoice|total|(?:line)?item|product)?(?:quantity|qty)(?:ordered|purchased|sold|invoiced)?|(?:menge|anzahl|stueck(?:zahl)?|units?(?:sold|sales|ordered)?|pieces|quantite|qte|cantidad|quantita|aantal|ilosc|liczbasztuk|sztuki?|quantidade|qtde?|antal|kvantitet)|unidad(?:es)?|uds?|bottles|pezzi|eenheden|kwmeng|fkimg',
  ],
  [
    'unit_cost',
    'unitcost|costprice|standardcost|einkaufspreis|einstandspreis|ekpreis|cenazakupu|kosztjednostkowy|custounitario|preco(?:de)?custo|inkoepspris',
  ],
  ['item_cost', 'itemcost'],
  [
    'unit_price',
    '(?:unit|list|item|lineitem|product|sales|einzel|stueck|verkaufs|listen|vk|styck|enhets|foersaeljnings)?(?:price|preis|prijs|pris)|cena(?:jednostkowa|sprzedazy|netto|brutto)?|preco(?:unitario|(?:de)?venda)?|valorunitario|prix(?:unitaire)?|precio(?:unitario)?|prezzo(?:unitario)?|retailprice|priceeach|priceperunit|unitamount|soldfor|vk(?:netto)?|pu|netpr',
  ],
  [
    'discount_amount',
    '(?:(?:item|line|product|order|cart|total|coupon)*(?:promotion|promo)?)?discounts?(?:amount|value|total)?|rabatt(?:betrag)?|remise|descuento|sconto|korting|rabat|kwotarabatu|desconto',
  ],
  [
    'cost_amount',
    '(?:total|store|line)?cost(?:s|amount)?|einstand|kosten|wareneinsatz|koszty?|custo(?:s|total)?|kostnad(?:er)?',
  ],
  [
    'net_amount',
    '(?:row|line|(?:order|line)(?:line|item)|item)(?:total|amount)|extendedprice|final(?:price|amount)|(?:line|net|order|total|sales?|store|gross|payment|donation|gift|sum|untaxed|actual)?(?:amount|total|sales|revenue|value|spend|turnover|price)|(?:netto|brutto|gesamt|zeilen)?(?:betrag|umsatz|summe|preis)(?:netto|brutto)?|gross|brutto|gesamt|(?:total|base|net)?fare|imponibile|montant(?:ht|ttc)?|importe|importo|bedrag|total(?:e)?|totaal|subtotal|soustotal|zwischensumme|subtotale|subtotaal|productsales|receita(?:porprodutos)?|chiffredaffaires|ventes?|amountpaid|grandtotal|dollars|(?:kwota|wartosc)(?:netto|brutto)?|suma|razem|valor(?:total|liquido)?|(?:netto|brutto|total|rad)?(?:belopp|summa)|omsaettning|netwr',
  ],
  [
    'monthly_amount',
    'monthly(?:amount|fee|price|charges?|rate|premium)|mrr|monats(?:betrag|beitrag|preis|gebuehr|rate|entgelt|praemie)',
  ],
  [
    'yearly_amount',
    '(?:annual|yearly)(?:amount|fee|price|charges?|premium)|jahres(?:betrag|beitrag|preis|gebuehr|praemie)',
  ],
  ['premium', '(?:policy)?premium(?:amount)?|praemie'],
  [
    'currency',
    '(?:(?:order|base)?currency(?:iso)?(?:code)?(?:of(?:value|amount))?|ccy|cur|waehrung|whg|devise|moneda|valuta|curr|waluta|moeda|waerk)',
  ],
  [
    'rate',
    '(?:rate|exchange|exchangerate|kurs|wechselkurs|taux|tasa|tasso|koers|kurswaluty|taxa(?:de)?cambio|vaexelkurs)',
  ],
  ['first_name', 'firstname|fname|givenname|vorname|prenom|nombredepila|voornaam|imie|primeironome|foernamn'],
  [
    'last_name',
    'lastname|lname|surname|familyname|nachname|familienname|nomdefamille|apellidos?|cognome|achternaam|nazwisko|sobrenome|efternamn',
  ],
  [
    'email',
    '(?:from|sender|payer|absender)?e?mail(?:address|adresse)?|correo(?:electronico)?|courriel|adresemail|epost(?:adress)?',
  ],
  ['to_email', '(?:to|receiver|recipient|empfaenger)e?mail(?:address|adresse)?'],
  [
    'phone',
    '(?:phone|tele?phone|tel|telefon|mobile|mobil|handy|telefono|telefone|telemovel|celular)(?:number|no|nr|nummer)?|(?:nr|numer)telefonu',
  ],
  [
    'street',
    'street(?:address)?|address(?:1|line1)?|adresse|strasse|rue|calle|direccion|indirizzo|straat|ulica|adres|rua|endereco|morada|gata|(?:gatu)?adress',
  ],
  [
    'postcode',
    'postcode|zip(?:code)?|postalcode|plz|postleitzahl|codepostal|codigopostal|cap|kodpocztowy|cep|postn(?:umme)?r|pstlz',
  ],
  [
    'city',
    'city|town|ort|stadt|ville|ciudad|citta|plaats|wohnort|miasto|miejscowosc|cidade|localidade|stad|postort|ort01',
  ],
  ['region', 'region|state|province|bundesland|stateprovince|provincia|wojewodztwo|regiao|distrito|laen'],
  ['country', 'country|land|pays|pais|paese|nation|countrycode|kraj|panstwo|land1'],
  ['gender', 'gender|sex|geschlecht|sexe|sexo|sesso|plec|genero|koen'],
  ['brand', 'brand(?:name)?|marke|marque|marca|manufacturer|hersteller|marka|producent|fabricante|(?:varu)?maerke'],
  [
    'subcategory',
    '(?:product)?sub(?:category|kategorie)(?:name)?|unterkategorie|untergruppe|podkategoria|subcategoria|underkategori',
  ],
  [
    'category',
    '(?:product)?(?:category|kategorie|categorie|categoria|kategoria|kategori)(?:name|produktu)?|famil(?:le|ia)|famiglia|grupatowarowa|varugrupp|warengruppe|department|productline',
  ],
  [
    'method',
    '(?:payment)?method|paymenttype|zahlungsart|zahlart|zahlungsweise|mode|(?:forma|metoda|sposob)platnosci|(?:metodo|forma|meio)(?:de)?pagamento|betalnings(?:saett|metod)',
  ],
  ['plan', 'plan|tarif|taryfa|plano'],
  ['question', 'question|frage|pregunta|domanda|vraag|pytanie|pergunta|fraga'],
  ['score', 'score|rating|nps|recommends?|bewertung|note|ocena|avaliacao|pontuacao|betyg|poaeng'],
  ['comment', '(?:review)?comments?|words|kommentar|commentaire|comentario|commento|opmerking|komentarz|uwagi'],
  ['kind', 'kind'],
  ['name', `${name}|full${name}|vollstaendigername|nomcomplet|nombrecompleto|imiei?nazwisko|nomecompleto|name1`],
  ['id', `${id}|(?:entity|record)id`],
];
const read = patterns.map(([field, pattern]): [Field, RegExp] => [field, new RegExp(`^(?:${pattern})$`)]);

/** What a header may say of a sum beside its word: its currency, its unit, or whether tax is in it. */
const ofSums = new RegExp(
  `(?:${minorUnit}|usd|eur|gbp|chf|ttc|ht|netto|brutto|tax(?:incl|excl)|(?:incl|excl)(?:uding)?(?:tax|vat|btw|mwst|ust|tva|iva))$`,
);
const ofBuyer = new RegExp(
  `^(?:${customer}|${guest}|billing)|(?:billing|(?:de|del|du|di|da|do|des|van|der)?${customer})$`,
);
/** Of members in the plural there is a number of how many, and no number of one. */
const inPlural = /(?<!id)s$|^stock$/;
const ofMembers = ['customer_id', 'product_id', 'store_id'];
const ofPersons = ['first_name', 'last_name', 'email', 'phone', 'street', 'postcode', 'city', 'region', 'country'];

const share = /(?:\bin )?%|[ _-]?(?:pct|percent(?:age)?|prozent|pourcent(?:age)?|porcentaje|percentuale|procent)$/i;

/** Before the columns of the lines of an order, in a file of orders. */
const ofLines = /^[^/]*(?:lines?|items?|zeilen|positionen|lignes|l[ií]neas|righe|regels|pozycje|linhas|rader)\//i;

/** The field that a header names; undefined where no word of it is known, and for a share, unless of a discount (`Rabatt %`). */
export function fieldOf(header: string): Field | undefined {
  if (share.test(header))
    return fieldOf(header.replace(share, '')) === 'discount_amount' ? 'discount_percent' : undefined;
  const word = plainWord(header);
  const aside = plainWord(header.replace(/\(.*?\)/g, ''));
  const own = ofLines.test(header) ? plainWord(header.replace(ofLines, '')) : '';
  const known = [word, word.replace(ofSums, ''), aside, own].map(wordOf).find(field => field);
  const personal = known ? undefined : wordOf(word.replace(ofBuyer, ''));
  return known ?? (personal && ofPersons.includes(personal) ? personal : undefined);
}

function wordOf(word: string): Field | undefined {
  const field = read.find(([, pattern]) => pattern.test(word))?.[0] ?? eastAsian.get(word);
  return ofMembers.includes(field ?? '') && inPlural.test(word) ? undefined : field;
}

const nouns: [string, string][] = [
  ['customer', `${customer}|${guest}|households?|people|personen|crm`],
  ['account', 'accounts?'],
  ['product', `${product}|sortiment|catalog(?:ue)?|katalog`],
  ['store', store],
  ['channel', channel],
  ['payment', payment],
  ['campaign', campaign],
  ['survey', survey],
  ['contact', 'contacts?'],
  ['subscription', subscription],
  ['order', `${order}|umsaetze|verkaeufe|purchases|opportunit(?:y|ies)|deals?|ventes|ventas|vendite|zakupy`],
];

/** What the name of a file or a folder says that its records are; the last noun of it counts. */
export function nounOf(name: string): string | undefined {
  const words = name.split(/[^\p{L}]+/u).map(plainWord);
  return words
    .map(
      word => nouns.find(([, pattern]) => new RegExp(`^(?:${pattern})$`).test(word))?.[0] ?? eastAsianNouns.get(word),
    )
    .findLast(noun => noun);
}

/** Without blanks, accents and signs; what is written in signs of East Asia keeps them, composed, and loses the unit behind it (`金额（元）`). */
function plainWord(text: string): string {
  const asian = text.normalize('NFKC').toLowerCase();
  if (signs.test(asian)) return asian.replace(/\(.*?\)|[^\p{L}\p{N}]/gu, '');
  return spelt(text.replace(/n\.?[º°]|(?<=\p{L}\s*)#/giu, 'no')).replace(/[^a-z0-9]/g, '');
}

const signs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
