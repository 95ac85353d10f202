<?php

declare(strict_types=1);

namespace Storefort;

/** WordPress's own tables and options. Leaves no account behind: nobody knows a password of a new shop, for there is none. */
final class InstallTables
{
    public function __construct(private readonly Site $site)
    {
    }

    /** @return list<string> problems */
    public function run(): array
    {
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        if (is_blog_installed()) {
            wp_upgrade();
            return [];
        }
        // wp_install() asks itself over HTTP whether permalinks work, unless there are some.
        add_filter('pre_option_permalink_structure', [$this, 'permalinks']);
        add_filter('pre_wp_mail', '__return_true');
        $login = 'install-' . bin2hex(random_bytes(8));
        $password = bin2hex(random_bytes(32));
        $installed = wp_install($this->site->shopHost, $login, $this->site->mailFrom, true, '', $password, $this->language());
        remove_filter('pre_option_permalink_structure', [$this, 'permalinks']);
        $this->settle();
        $this->forget((int) $installed['user_id']);
        return is_blog_installed() ? [] : ['the tables of WordPress could not be made'];
    }

    public function permalinks(): string
    {
        return '/%postname%/';
    }

    private function language(): string
    {
        return $this->site->locale === 'en_US' ? '' : $this->site->locale;
    }

    private function settle(): void
    {
        update_option('permalink_structure', $this->permalinks());
        update_option('timezone_string', $this->site->timeZone);
        update_option('users_can_register', 0);
        // No notes about links to and from elsewhere: they are spam, and make the host ask addresses that strangers choose.
        update_option('default_pingback_flag', 0);
        update_option('default_ping_status', 'closed');
    }

    /** The account goes, and its greeting post and sample page with it. */
    private function forget(int $user): void
    {
        require_once ABSPATH . 'wp-admin/includes/user.php';
        foreach (get_posts(['author' => $user, 'post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $post) {
            wp_delete_post($post->ID, true);
        }
        wp_delete_user($user);
        if (get_post((int) get_option('wp_page_for_privacy_policy')) === null) {
            update_option('wp_page_for_privacy_policy', 0);
        }
    }
}
