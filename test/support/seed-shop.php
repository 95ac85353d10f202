// What the requests of the tests name: people, products, an order, keys. For the stand-ins and for the real plugins; run with WordPress loaded.
// Prints JSON whose keys are the placeholders of test/doors/requests/behaviour.ts.
// No mail is sent for any of it.
add_filter('pre_wp_mail', '__return_true');

$password = 'a-password-of-nobody';
$person = static function (string $login, string $role) use ($password): int {
    $id = username_exists($login) ?: wp_insert_user(['user_login' => $login, 'user_pass' => $password, 'user_email' => "$login@shopper.example", 'role' => $role]);
    return is_wp_error($id) ? throw new RuntimeException($id->get_error_message()) : $id;
};
$admin = $person('seed-admin', 'administrator');
$customer = $person('seed-customer', 'customer');
$cashier = $person('seed-cashier', get_role('cashier') === null ? 'shop_manager' : 'cashier');
wp_set_current_user($admin);

$category = term_exists('hats', 'product_cat') ?: wp_insert_term('Hats', 'product_cat', ['slug' => 'hats']);
if (class_exists('WC_Product_Simple')) {
    $made = new WC_Product_Simple();
    $made->set_props(['name' => 'Blue hat', 'slug' => 'blue-hat', 'regular_price' => '19', 'status' => 'publish', 'category_ids' => [(int) $category['term_id']]]);
    $product = $made->save();
    $order = wc_create_order(['customer_id' => $customer]);
    $order->add_product(wc_get_product($product), 1);
    $order->set_billing_email('jo@shopper.example');
    $order->calculate_totals();
    $order->save();
    [$orderId, $orderKey] = [$order->get_id(), $order->get_order_key()];
} else {
    $product = wp_insert_post(['post_type' => 'product', 'post_status' => 'publish', 'post_title' => 'Blue hat', 'post_name' => 'blue-hat', 'comment_status' => 'open']);
    wp_set_object_terms($product, 'hats', 'product_cat');
    $orderId = wp_insert_post(['post_type' => 'shop_order_placehold', 'post_status' => 'draft', 'post_title' => 'Order']);
    $orderKey = 'wc_order_' . wp_generate_password(13, false);
    $now = gmdate('Y-m-d H:i:s');
    $wpdb->insert("{$wpdb->prefix}wc_orders", ['id' => $orderId, 'status' => 'wc-pending', 'currency' => 'USD', 'type' => 'shop_order', 'total_amount' => 19,
        'customer_id' => $customer, 'billing_email' => 'jo@shopper.example', 'date_created_gmt' => $now, 'date_updated_gmt' => $now]);
    $wpdb->insert("{$wpdb->prefix}wc_order_operational_data", ['order_id' => $orderId, 'order_key' => $orderKey]);
}

$key = 'ck_' . bin2hex(random_bytes(20));
$secret = 'cs_' . bin2hex(random_bytes(20));
$wpdb->insert("{$wpdb->prefix}woocommerce_api_keys", ['user_id' => $admin, 'description' => 'seed', 'permissions' => 'read_write',
    'consumer_key' => hash_hmac('sha256', $key, 'wc-api'), 'consumer_secret' => $secret, 'truncated_key' => substr($key, -7)]);
$application = WP_Application_Passwords::create_new_application_password($admin, ['name' => 'seed']);

// The till's token names the address of the shop, which differs from one preview to the next: it is asked for later, see tokens.
$uploads = wp_upload_dir('2026/11');
wp_mkdir_p($uploads['path']);
file_put_contents("{$uploads['path']}/hat.png", (string) base64_decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='));

echo json_encode([
    'admin' => (string) $admin, 'admin-login' => 'seed-admin', 'admin-password' => $password,
    'customer' => (string) $customer, 'customer-login' => 'seed-customer', 'customer-password' => $password,
    'cashier' => (string) $cashier, 'cashier-login' => 'seed-cashier', 'cashier-password' => $password,
    'product' => (string) $product, 'product-slug' => get_post($product)->post_name, 'category-slug' => 'hats',
    'order' => (string) $orderId, 'order-key' => $orderKey,
    'article' => (string) wp_insert_post(['post_type' => 'post', 'post_status' => 'publish', 'post_title' => 'An article', 'post_content' => 'Hats are in.', 'post_author' => $admin]),
    'draft' => (string) wp_insert_post(['post_type' => 'post', 'post_status' => 'draft', 'post_title' => 'A draft', 'post_content' => 'What only staff may read yet.', 'post_author' => $admin]),
    'picture' => '2026/11/hat.png', 'api-key' => $key, 'api-secret' => $secret, 'application-password' => is_wp_error($application) ? '' : $application[0],
    'printer' => 'counter', 'printer-token' => 'no-such-token',
], JSON_THROW_ON_ERROR);
