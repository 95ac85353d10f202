<?php

declare(strict_types=1);

namespace Storefort;

/**
 * A cashier may edit accounts, since WCPOS needs it for customers and gives the right back when it is taken: so it holds for customers,
 * and for one's own account. The same for everyone who does not administer the shop.
 *
 * Rights alone do not say it: WCPOS asks whether somebody may edit accounts, and not which; a batch of WooCommerce's asks once for all.
 * So what is about to be stored is looked at as well.
 */
final class CustomerAccounts
{
    private const RIGHTS = [
        'edit_user', 'delete_user', 'remove_user', 'promote_user', 'edit_users', 'delete_users', 'remove_users', 'promote_users',
    ];
    /** What paying an order says of whoever it is for. */
    private const BY_ORDERS = ['is_paying_customer', 'date_modified'];
    /** Whoever may edit accounts could give any role rights here, his own and customers' too. */
    private const RIGHTS_OF_ROLES = '~^/wcpos/v[0-9]+/settings/access(/|$)~i';

    public function register(): void
    {
        add_filter('map_meta_cap', [$this, 'limit'], PHP_INT_MAX, 4);
        add_action('woocommerce_before_customer_object_save', [$this, 'keepStaff'], PHP_INT_MAX);
        add_filter('add_user_metadata', [$this, 'keepRights'], PHP_INT_MAX, 3);
        add_filter('rest_dispatch_request', [$this, 'keepRoles'], PHP_INT_MAX, 2);
    }

    /**
     * @param list<string> $needed
     * @param array<mixed> $about
     */
    public function limit(array $needed, mixed $right, mixed $user, array $about): array
    {
        $other = is_numeric($about[0] ?? null) ? (int) $about[0] : 0;
        $isRefused = in_array($right, self::RIGHTS, true) && self::mayNot((int) $user, $other);
        return $isRefused ? [...$needed, 'do_not_allow'] : $needed;
    }

    /** @throws \Exception which the REST interface answers with */
    public function keepStaff(object $customer): void
    {
        if (!self::mayNot(get_current_user_id(), (int) $customer->get_id())) {
            return;
        }
        $changed = array_diff(array_keys($customer->get_changes()), self::BY_ORDERS);
        $isNew = static fn (object $meta): bool => empty($meta->id) || $meta->get_changes() !== [];
        $written = array_filter($customer->get_meta_data(), $isNew);
        if ($changed !== [] || $written !== [] || (string) $customer->get_password() !== '') {
            throw new \WC_Data_Exception('storefort_staff_account', __('Sorry, you are not allowed to edit this user.'), 403);
        }
    }

    /** An account has one set of rights; WooCommerce would store a second one beside it, under the name it is given. */
    public function keepRights(mixed $stored, mixed $user, mixed $name): mixed
    {
        global $wpdb;
        $rights = "{$wpdb->prefix}capabilities";
        return strcasecmp((string) $name, $rights) === 0 && metadata_exists('user', (int) $user, $rights) ? false : $stored;
    }

    /** After the route's own check, which tells strangers what it always tells them. */
    public function keepRoles(mixed $result, \WP_REST_Request $request): mixed
    {
        $changes = preg_match(self::RIGHTS_OF_ROLES, $request->get_route()) === 1 && $request->get_method() !== 'GET';
        return $changes && !current_user_can('manage_options')
            ? new \WP_Error('rest_forbidden', __('Sorry, you are not allowed to do that.'), ['status' => 403])
            : $result;
    }

    /** Whether somebody is kept from another account. Who is nobody acts for the shop: a password is being reset, cron runs. */
    private static function mayNot(int $user, int $other): bool
    {
        if ($user === 0 || $other === 0 || $user === $other) {
            return false;
        }
        $account = get_userdata($user);
        return $account !== false && empty($account->allcaps['manage_options']) && !is_super_admin($user) && Staff::holds($other);
    }
}
