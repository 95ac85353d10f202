<?php

declare(strict_types=1);

namespace Storefort;

/** Who is staff: whoever may do more than buy. A shopper's account can read, and bears the name of its role. */
final class Staff
{
    private const RIGHTS = '/^(edit|delete|publish|create|manage|list|promote|remove|add|activate|install|update|upload|switch|customize'
        . '|moderate|unfiltered|assign|export|import|resume|view_site_health|view_woocommerce|view_admin|access_woocommerce|setup'
        . '|read_private)(_|$)|^(export|import|level_[1-9][0-9]?|administrator|editor|author|contributor|shop_manager|cashier)$'
        // Plugins put their own name before it.
        . '|_manage(_|$)/';

    public static function holds(int $user): bool
    {
        $account = $user > 0 ? get_userdata($user) : false;
        return $account !== false && self::is($account);
    }

    public static function is(\WP_User $account): bool
    {
        foreach ($account->allcaps as $right => $granted) {
            if ($granted && preg_match(self::RIGHTS, (string) $right) === 1) {
                return true;
            }
        }
        return is_multisite() && is_super_admin($account->ID);
    }
}
