import { type Behaviour, by, posts, reads } from './behaviour';

const customer = { cookie: 'customer' } as const;

/** What shoppers do on pages. */
export const shopperPages: readonly Behaviour[] = by('shopper', {
  'opens the front page': reads('/'),
  'asks whether the front page is there': { ...reads('/'), method: 'HEAD' },
  'comes from an advertisement': reads('/?utm_source=news&utm_medium=mail&gclid=abc'),
  'opens a product': reads('/product/{product-slug}/'),
  'opens a category': reads('/product-category/{category-slug}/'),
  'opens the shop page sorted': reads('/shop/?orderby=price'),
  'filters by price': reads('/shop/?min_price=1&max_price=90'),
  'opens an article by its number': reads('/?p={article}', [200, 301]),
  'searches the site': reads('/?s=hat'),
  // One product found: WooCommerce leads to it.
  'searches products': reads('/?s=hat&post_type=product', [200, 302]),
  'searches for something with quotes': reads('/?s=men%27s+%22blue%22+hat+%26+scarf'),
  'puts a product into the cart by a link': reads('/?add-to-cart={product}', [200, 302]),
  'puts a product into the cart by the button': posts(
    '/product/{product-slug}/',
    'quantity=2&add-to-cart={product}',
    [200, 302, 303],
  ),
  'looks into the cart': reads('/cart/'),
  'changes the cart': posts('/cart/', 'cart%5Babc%5D%5Bqty%5D=3&update_cart=Update', [200, 302, 303]),
  'tries a coupon in the cart': posts('/cart/', 'coupon_code=summer&apply_coupon=Apply', [200, 302, 303]),
  'takes something out of the cart': reads('/cart/?remove_item=abc&_wpnonce=abc', [200, 302]),
  'goes to the checkout': reads('/checkout/', [200, 302]),
  'pays the old way, with a note': posts(
    '/checkout/',
    'billing_first_name=Jo&order_comments=Please+select+one+from+the+left+%3B+drop+it+at+the+door+%3Cthanks%3E&woocommerce_checkout_place_order=1',
    [200, 302, 303],
  ),
  'pays for an order made by staff': reads(
    '/checkout/order-pay/{order}/?pay_for_order=true&key={order-key}',
    [200, 302],
  ),
  'sees the order confirmed': reads('/checkout/order-received/{order}/?key={order-key}', [200, 302]),
  'opens the account page': reads('/my-account/'),
  'signs in': posts(
    '/my-account/',
    'username={customer-login}&password=wrong&login=Log+in&woocommerce-login-nonce=x',
    [200, 302],
  ),
  registers: posts(
    '/my-account/',
    'email=new%40shopper.example&register=Register&woocommerce-register-nonce=x',
    [200, 302],
  ),
  'forgot the password': reads('/my-account/lost-password/'),
  'asks for a new password': posts('/my-account/lost-password/', 'user_login=jo&wc_reset_password=true', [200, 302]),
  'follows the link to a new password': reads('/my-account/lost-password/?key=abc&id=7', [200, 302]),
  'sees own orders': reads('/my-account/orders/', [200], customer),
  'sees one order': reads('/my-account/view-order/{order}/', [200, 302], customer),
  'changes an address': posts('/my-account/edit-address/billing/', 'action=edit_address', [200, 302], customer),
  'changes the account': posts('/my-account/edit-account/', 'action=save_account_details', [200, 302], customer),
  'sees downloads': reads('/my-account/downloads/', [200], customer),
  'sees saved cards': reads('/my-account/payment-methods/', [200, 302], customer),
  'signs out': reads('/my-account/customer-logout/', [200, 302], customer),
  'opens the front controller': reads('/index.php?wc-ajax=get_refreshed_fragments', [200]),
  'opens a product as a card': reads('/product/{product-slug}/embed/'),
  'writes a review': posts(
    '/wp-comments-post.php',
    'comment_post_ID={product}&author=Jo&email=jo%40shopper.example&comment=Fits+well&rating=5',
    [200, 302, 409, 429],
  ),
  'opens a protected page': posts('/wp-login.php?action=postpass', 'post_password=abc&redirect_to=%2F', [302]),
  'confirms a privacy request': reads(
    '/wp-login.php?action=confirmaction&request_id=1&confirm_key=x',
    [200, 400, 403, 500],
  ),
});

/** What shoppers' pages load. */
export const shopperFiles: readonly Behaviour[] = by('shopper', {
  'loads the theme’s style': reads('/wp-content/themes/twentytwentyfive/style.css?ver=1.0'),
  'loads a script of WordPress': reads('/wp-includes/js/jquery/jquery.min.js?ver=3.7.1'),
  'loads a style of WordPress': reads('/wp-includes/css/dist/block-library/style.min.css'),
  'loads the password meter': reads('/wp-admin/js/password-strength-meter.min.js'),
  'loads what the meter needs': reads('/wp-includes/js/zxcvbn.min.js'),
  'loads a picture': reads('/wp-content/uploads/{picture}'),
  'sees a product without a picture': reads('/wp-content/uploads/woocommerce-placeholder.png'),
  'loads the browser’s icon': reads('/favicon.ico', [200, 204, 302]),
  'calls a plugin by admin-ajax': posts('/wp-admin/admin-ajax.php', 'action=no_such_action', [400]),
  'calls a plugin by admin-ajax with a GET': reads('/wp-admin/admin-ajax.php?action=no_such_action', [400]),
  'sends a form of a plugin by admin-post': posts('/wp-admin/admin-post.php', 'action=no_such_action', [200, 302, 400]),
});
