/** Chinese words first, then Japanese ones; letters of ours among them are small. */
const words: Record<string, string> = {
  line_number: '行号 明细号 子订单编号 子订单号 明細番号 行番号',
  ordered_at:
    '下单时间 下单日期 订单日期 订单时间 订单创建时间 购买时间 购买日期 销售日期 销售时间 交易时间 交易日期 成交时间 訂單日期 注文日 注文日時 購入日 購入日時 売上日 販売日 受注日',
  shipped_at: '发货时间 发货日期 出荷日 発送日',
  paid_at: '付款时间 支付时间 付款日期 支付日期 订单付款时间 入金日 支払日',
  birth_date: '出生日期 生日 生年月日 誕生日',
  registered_on: '注册时间 注册日期 创建时间 创建日期 入会时间 入会日期 登録日 入会日 作成日 作成日時',
  updated_at: '更新时间 修改时间 更新日 更新日時',
  date: '日期 时间 日付 日時',
  customer_name: '客户名称 客户姓名 会员姓名 买家姓名 收货人姓名 顧客名 会員名 お客様名 得意先名',
  product_name: '商品名称 产品名称 商品名 产品名 货品名称 宝贝标题 商品标题 品名 商品 产品 製品名',
  store_name: '门店名称 店铺名称 店舗名 店名',
  customer_id:
    '客户 客户id 客户编号 客户号 客户编码 客户代码 买家 买家id 买家会员名 会员 会员号 会员编号 会员id 会员卡号 用户 用户id 用户编号 顾客 顾客编号 顾客id 顧客id 顧客番号 顧客コード 会員id 会員番号 会員コード 得意先コード ユーザーid お客様番号',
  product_id:
    '商品编号 商品编码 商品id 商品代码 产品编号 产品编码 产品id 产品代码 货号 商家编码 商品货号 条码 商品条码 sku编码 商品コード 商品番号 製品コード 品番 janコード',
  store_id: '门店 门店编号 门店id 门店编码 店铺 店铺id 店铺编号 店舗 店舗id 店舗コード 店舗番号',
  order_id:
    '订单号 订单编号 订单id 订单 主订单编号 销售单号 单号 单据编号 小票号 流水号 交易号 发票号 訂單編號 注文番号 注文id 受注番号 伝票番号 取引番号 レシート番号',
  quantity: '数量 购买数量 销售数量 商品数量 宝贝数量 件数 销量 個数 注文数 購入数 販売数量',
  unit_cost: '成本价 进价 原価 仕入単価',
  unit_price: '单价 商品单价 商品价格 价格 售价 销售单价 単価 価格 販売単価 販売価格',
  discount_amount: '优惠金额 折扣金额 优惠 値引 値引額 割引額',
  cost_amount: '成本 成本金额 原価金額',
  net_amount:
    '金额 总金额 销售额 销售金额 订单金额 实付金额 实收金额 支付金额 成交金额 总价 小计 合计 金額 合計 小計 合計金額 売上 売上金額 購入金額 販売金額',
  currency: '币种 货币 通貨',
  first_name: '名',
  last_name: '姓',
  name: '姓名 名称 名字 氏名 名前',
  email: '邮箱 电子邮箱 电子邮件 メールアドレス',
  phone: '电话 手机 手机号 手机号码 联系电话 联系手机 電話番号',
  street: '地址 收货地址 住所',
  postcode: '邮编 邮政编码 郵便番号',
  city: '城市 市区町村',
  region: '省份 省 地区 都道府県',
  country: '国家 国',
  gender: '性别 性別',
  brand: '品牌 ブランド メーカー',
  category: '类别 分类 商品类别 商品分类 品类 产品类别 カテゴリ カテゴリー 商品カテゴリ',
  method: '支付方式 付款方式 支払方法',
};

const nouns: Record<string, string> = {
  customer: '客户 会员 用户 顾客 买家 顧客 会員',
  product: '商品 产品 製品',
  store: '门店 店铺 店舗',
  order: '订单 销售 销售明细 订单明细 交易 注文 売上 受注 注文明細 売上明細',
  payment: '付款 支付 入金',
};

const byWord = (table: Record<string, string>) =>
  new Map(Object.entries(table).flatMap(([meaning, list]) => list.split(' ').map(word => [word, meaning] as const)));

/** The field that a Chinese or Japanese header names: a dictionary's, as shop programs there export them. */
export const eastAsian = byWord(words);

/** What a Chinese or Japanese name of a file says of its records. */
export const eastAsianNouns = byWord(nouns);
