import { describe, expect, it } from 'vitest';
import { fieldOf, nounOf } from './field-words.js';

// Headers as the shop programs of these countries export them; what each means is that of a dictionary.
const headers: [string, Record<string, string>][] = [
  [
    'French',
    {
      'Date d’achat': 'ordered_at',
      'E-mail du client': 'email',
      'Sous-total': 'net_amount',
      'Nom du client': 'customer_name',
    },
  ],
  [
    'Polish',
    {
      'Nr zamówienia': 'order_id',
      'Data zamówienia': 'ordered_at',
      'Data sprzedaży': 'ordered_at',
      'Data wysyłki': 'shipped_at',
      'Data płatności': 'paid_at',
      'Forma płatności': 'method',
      'Numer klienta': 'customer_id',
      'Kod produktu': 'product_id',
      'Nazwa towaru': 'product_name',
      'Nr pozycji': 'line_number',
      Sklep: 'store_id',
      Ilość: 'quantity',
      'Cena jednostkowa': 'unit_price',
      'Wartość netto': 'net_amount',
      Rabat: 'discount_amount',
      Waluta: 'currency',
      Imię: 'first_name',
      Nazwisko: 'last_name',
      'Data urodzenia': 'birth_date',
      Płeć: 'gender',
      Ulica: 'street',
      'Kod pocztowy': 'postcode',
      Miasto: 'city',
      Województwo: 'region',
      Kraj: 'country',
      Kategoria: 'category',
    },
  ],
  [
    'Portuguese',
    {
      'Número do pedido': 'order_id',
      'Data do pedido': 'ordered_at',
      'Data da compra': 'ordered_at',
      'Data de entrega': 'shipped_at',
      'Data de pagamento': 'paid_at',
      'Código do cliente': 'customer_id',
      'Código do produto': 'product_id',
      Quantidade: 'quantity',
      'Preço unitário': 'unit_price',
      'Valor total': 'net_amount',
      Desconto: 'discount_amount',
      Moeda: 'currency',
      'Primeiro nome': 'first_name',
      Sobrenome: 'last_name',
      'Data de nascimento': 'birth_date',
      Endereço: 'street',
      CEP: 'postcode',
      Cidade: 'city',
      País: 'country',
    },
  ],
  [
    'Swedish',
    {
      Ordernummer: 'order_id',
      Orderdatum: 'ordered_at',
      Köpdatum: 'ordered_at',
      Leveransdatum: 'shipped_at',
      Betalningsdatum: 'paid_at',
      Kundnr: 'customer_id',
      Artikelnummer: 'product_id',
      Radnummer: 'line_number',
      Butik: 'store_id',
      Antal: 'quantity',
      Styckpris: 'unit_price',
      Belopp: 'net_amount',
      Förnamn: 'first_name',
      Efternamn: 'last_name',
      Födelsedatum: 'birth_date',
      Kön: 'gender',
      Adress: 'street',
      Postnummer: 'postcode',
      Varugrupp: 'category',
    },
  ],
  [
    'Chinese',
    {
      订单号: 'order_id',
      订单编号: 'order_id',
      下单时间: 'ordered_at',
      下单日期: 'ordered_at',
      客户编号: 'customer_id',
      买家会员名: 'customer_id',
      会员号: 'customer_id',
      货号: 'product_id',
      商品编码: 'product_id',
      商品名称: 'product_name',
      数量: 'quantity',
      单价: 'unit_price',
      金额: 'net_amount',
      '金额（元）': 'net_amount',
      城市: 'city',
      门店: 'store_id',
    },
  ],
  [
    'Japanese',
    {
      注文番号: 'order_id',
      注文日: 'ordered_at',
      顧客ID: 'customer_id',
      商品コード: 'product_id',
      商品名: 'product_name',
      数量: 'quantity',
      単価: 'unit_price',
      金額: 'net_amount',
      店舗コード: 'store_id',
    },
  ],
];

describe('the words of headers', () => {
  it.each(headers)('are known in %s', (_, fields) => {
    expect(Object.fromEntries(Object.keys(fields).map(header => [header, fieldOf(header)]))).toEqual(fields);
  });

  it('are known as short as exports make them: Whg. stands for Währung', () => {
    expect(['Whg', 'Whg.', 'Währung', 'Cur', 'CURR'].map(fieldOf)).toEqual(Array(5).fill('currency'));
    expect(['current', 'cure', 'whgm'].map(fieldOf)).not.toContain('currency');
  });

  it('tell the member from the day on which they joined', () => {
    expect(['member', 'member id', 'member since', 'joined'].map(fieldOf)).toEqual([
      'customer_id',
      'customer_id',
      'registered_on',
      'registered_on',
    ]);
  });

  // Headers of exports of Adobe Commerce, PrestaShop, Amazon, WooCommerce, Sakila and Wide World Importers.
  it('are known as shop programs and databases have them', () => {
    const fields = {
      qty_ordered: 'quantity',
      product_quantity: 'quantity',
      'quantity-purchased': 'quantity',
      transaction_qty: 'quantity',
      'Final_Price(Rs.)': 'net_amount',
      Price_per_Unit: 'unit_price',
      '*UnitAmount': 'unit_price',
      'PU HT': 'unit_price',
      InventoryItemCode: 'product_id',
      'Quantity (- Refund)': 'quantity',
      row_total: 'net_amount',
      'Order Line Total': 'net_amount',
      ExtendedPrice: 'net_amount',
      'Prix unitaire TTC': 'unit_price',
      unit_price_tax_excl: 'unit_price',
      product_price: 'unit_price',
      item_sku: 'product_id',
      StockItemID: 'product_id',
      'Codice articolo': 'product_id',
      'Codice cliente': 'customer_id',
      'Nº Factura': 'order_id',
      'N° ticket': 'order_id',
      'amazon-order-id': 'order_id',
      entity_id: 'id',
      order_currency_code: 'currency',
      create_date: 'registered_on',
      date_add: 'registered_on',
      last_update: 'updated_at',
      LastEditedWhen: 'updated_at',
      'Email (Billing)': 'email',
      billing_first_name: 'first_name',
      'Customer Email': 'email',
      Désignation: 'name',
      Famille: 'category',
    };
    expect(Object.fromEntries(Object.keys(fields).map(header => [header, fieldOf(header)]))).toEqual(fields);
    expect(['customer_type', 'tax_amount', 'shipping_price', 'Buyer Note'].map(fieldOf)).not.toContain('net_amount');
  });

  it('are known of hotels and charities', () => {
    const fields = {
      hotel_id: 'store_id',
      Restaurant: 'store_id',
      reservation: 'order_id',
      Booking: 'order_id',
      Spendennummer: 'order_id',
      'Gift Number': 'order_id',
      'Constituent ID': 'customer_id',
      'Spender-Nr': 'customer_id',
      'Appeal Code': 'campaign_id',
    };
    expect(Object.fromEntries(Object.keys(fields).map(header => [header, fieldOf(header)]))).toEqual(fields);
  });

  // Headers of exports of a gym in Germany, of a bank and of a call centre.
  it('are known of contracts, clients and campaigns', () => {
    const fields = {
      Vertragsnummer: 'subscription_id',
      Vertragsbeginn: 'started_on',
      Vertragsende: 'ended_on',
      Kündigungsdatum: 'cancelled_on',
      Monatsbeitrag: 'monthly_amount',
      subscription_start_date: 'started_on',
      'Contract End': 'ended_on',
      MonthlyCharges: 'monthly_amount',
      full_name: 'name',
      'Nombre completo': 'name',
      JoinDate: 'registered_on',
      'Enrollment Date': 'registered_on',
      CampaignName: 'campaign_name',
    };
    expect(Object.fromEntries(Object.keys(fields).map(header => [header, fieldOf(header)]))).toEqual(fields);
    expect(['Vertraege', 'contracts-2026'].map(nounOf)).toEqual(['subscription', 'subscription']);
  });

  it('tell a day with its time, and a share from an amount', () => {
    expect(['Bon-Datum / Uhrzeit', 'Datum und Uhrzeit', 'Date/Time', 'Data e ora', 'Uhrzeit'].map(fieldOf)).toEqual([
      'ordered_at',
      'date',
      'date',
      'date',
      'time',
    ]);
    expect(['Rabatt', 'Rabatt %', 'Discount (%)', 'Tax %'].map(fieldOf)).toEqual([
      'discount_amount',
      'discount_percent',
      'discount_percent',
      undefined,
    ]);
  });

  it('are known as names of files, too', () => {
    const names = ['klienci', 'zamówienia-2026', 'płatności', 'vendas', 'lojas', 'kunder', 'beställningar'];
    expect(names.map(nounOf)).toEqual(['customer', 'order', 'payment', 'order', 'store', 'customer', 'order']);
  });
});
