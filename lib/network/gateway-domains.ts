/**
 * Names that a payment gateway's plugin calls from the server, by WooCommerce's gateway id. Empty: it calls nobody. A
 * gateway that is not here needs its names in `egress.domains`. Written from knowledge of the processors' APIs, not
 * tried against their plugins: observe first (`egress.mode: observe`), then block.
 */
export const gatewayDomains: Readonly<Record<string, readonly string[]>> = {
  bacs: [],
  cheque: [],
  cod: [],
  braintree: ['api.braintreegateway.com', 'payments.braintree-api.com'],
  klarna_payments: ['api.klarna.com', 'api-na.klarna.com', 'api-oc.klarna.com'],
  mollie: ['api.mollie.com'],
  'ppcp-gateway': ['api-m.paypal.com', 'api.paypal.com'],
  square: ['connect.squareup.com'],
  square_credit_card: ['connect.squareup.com'],
  stripe: ['api.stripe.com', 'files.stripe.com'],
  woocommerce_payments: ['public-api.wordpress.com'],
};
