/** Where a payment gateway's code in the browser comes from and goes to. */
export interface BrowserOrigins {
  /** Scripts it loads into our pages. */
  readonly script?: readonly string[];
  /** Pages it puts into frames: card fields, 3-D Secure. */
  readonly frame?: readonly string[];
  /** What its scripts call. */
  readonly connect?: readonly string[];
  /** Pictures: logos, card brands. */
  readonly image?: readonly string[];
  /** Where a form may send the shopper to pay. */
  readonly form?: readonly string[];
  /** Frames that may use the browser's payment sheet (Apple Pay, Google Pay). */
  readonly paymentSheet?: readonly string[];
}

const nothing: BrowserOrigins = {};

const stripe: BrowserOrigins = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
  image: ['https://*.stripe.com'],
  paymentSheet: ['https://js.stripe.com'],
};

const square: BrowserOrigins = {
  script: ['https://web.squarecdn.com'],
  frame: ['https://web.squarecdn.com', 'https://connect.squareup.com'],
  connect: ['https://pci-connect.squareup.com', 'https://connect.squareup.com'],
  paymentSheet: ['https://web.squarecdn.com'],
};

const paypal: BrowserOrigins = {
  script: ['https://www.paypal.com', 'https://www.paypalobjects.com'],
  frame: ['https://www.paypal.com'],
  connect: ['https://www.paypal.com'],
  image: ['https://www.paypalobjects.com', 'https://t.paypal.com'],
  form: ['https://www.paypal.com'],
  paymentSheet: ['https://www.paypal.com'],
};

/**
 * Gateways by their WooCommerce id. Empty: nothing of theirs runs in the browser. Written from the processors' own pages on
 * content security policies, as far as remembered, and not tried against their plugins: the policy only reports.
 */
export const gatewayOrigins: Readonly<Record<string, BrowserOrigins>> = {
  bacs: nothing,
  cheque: nothing,
  cod: nothing,
  braintree: {
    script: ['https://js.braintreegateway.com'],
    frame: ['https://assets.braintreegateway.com'],
    connect: ['https://api.braintreegateway.com', 'https://payments.braintree-api.com'],
    image: ['https://assets.braintreegateway.com'],
  },
  klarna_payments: {
    script: ['https://x.klarnacdn.net', 'https://js.klarna.com'],
    frame: ['https://js.klarna.com', 'https://*.klarna.com'],
    connect: ['https://*.klarna.com'],
    image: ['https://x.klarnacdn.net'],
  },
  mollie: {
    script: ['https://js.mollie.com'],
    frame: ['https://js.mollie.com'],
    image: ['https://www.mollie.com'],
    form: ['https://www.mollie.com'],
  },
  'ppcp-gateway': paypal,
  square,
  square_credit_card: square,
  stripe,
  woocommerce_payments: {
    ...stripe,
    image: ['https://*.stripe.com', 'https://pixel.wp.com'],
    connect: ['https://api.stripe.com', 'https://public-api.wordpress.com'],
  },
};

/** Declared integrations that also run in the browser, by the name in the store file. Most only call the shop. */
export const integrationOrigins: Readonly<Record<string, BrowserOrigins>> = {
  jetpack: { script: ['https://stats.wp.com'], image: ['https://pixel.wp.com'], connect: ['https://pixel.wp.com'] },
  'google-analytics': {
    script: ['https://www.googletagmanager.com'],
    connect: ['https://*.google-analytics.com', 'https://www.googletagmanager.com'],
    image: ['https://*.google-analytics.com'],
  },
};

/** Gateways of a store whose origins are not in the table: the plan tells the owner. */
export function unknownGateways(payments: readonly { readonly gateway: string }[]): string[] {
  return payments.map(({ gateway }) => gateway).filter((gateway) => !Object.hasOwn(gatewayOrigins, gateway));
}
