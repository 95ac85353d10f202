<?php

declare(strict_types=1);

namespace Storefort;

/**
 * WordPress knows two addresses: its pages are at the shop door (home), its files at the staff door (siteurl). This makes files,
 * scripts and interfaces follow the request's own door, so that a page of one door never needs the other; uploads are always the
 * shop's, for posts keep their addresses.
 */
final class Urls
{
    /** What plugins call from pages of both doors. */
    private const SHARED = '~^/?admin-(ajax|post)\.php(\?|$)~';
    /** Shoppers do these two at the sign-in script, whoever wrote the link. */
    private const OF_SHOPPERS = '~/wp-login\.php\?(.*&)?action=(postpass|confirmaction)(&|$)~';

    public function __construct(private readonly Site $site, private readonly Door $door)
    {
    }

    public function register(): void
    {
        add_filter('site_url', [$this, 'site'], PHP_INT_MAX);
        add_filter('admin_url', [$this, 'admin'], PHP_INT_MAX, 2);
        add_filter('includes_url', [$this, 'here'], PHP_INT_MAX);
        add_filter('rest_url', [$this, 'here'], PHP_INT_MAX);
        add_filter('upload_dir', [$this, 'uploads'], PHP_INT_MAX);
        foreach (['', '_ssl'] as $ending) {
            // WooCommerce remembers the addresses of its scripts, whichever door they were first asked for at.
            add_filter("transient_woocommerce_blocks_asset_api_script_data$ending", [$this, 'remembered']);
        }
        if ($this->door === Door::Shop) {
            remove_action('template_redirect', 'wp_redirect_admin_locations', 1000);
            add_filter('login_url', [$this, 'account'], PHP_INT_MAX);
            add_filter('register_url', [$this, 'account'], PHP_INT_MAX);
            add_filter('logout_url', [$this, 'leaving'], PHP_INT_MAX);
        }
        if ($this->door === Door::Staff) {
            add_filter('redirect_canonical', '__return_false', PHP_INT_MAX);
            add_filter('allowed_redirect_hosts', fn (array $hosts): array => [...$hosts, $this->site->shopHost, $this->site->staffHost]);
        }
    }

    public function site(string $url): string
    {
        return $this->door === Door::Shop || preg_match(self::OF_SHOPPERS, $url) === 1
            ? Address::start($url, $this->site->staffUrl, $this->site->shopUrl)
            : $url;
    }

    public function admin(string $url, mixed $path): string
    {
        return is_string($path) && preg_match(self::SHARED, $path) === 1 ? $this->here($url) : $url;
    }

    /** At the request's own door; for cron, at the shop's. */
    public function here(string $url): string
    {
        $here = $this->site->url($this->door);
        return Address::start($url, $here === $this->site->staffUrl ? $this->site->shopUrl : $this->site->staffUrl, $here);
    }

    /** @param array<string, mixed> $folder */
    public function uploads(array $folder): array
    {
        foreach (['url', 'baseurl'] as $key) {
            $folder[$key] = Address::start((string) $folder[$key], $this->site->staffUrl, $this->site->shopUrl);
        }
        return $folder;
    }

    public function remembered(mixed $scripts): mixed
    {
        $here = $this->site->url($this->door);
        $there = $here === $this->site->staffUrl ? $this->site->shopUrl : $this->site->staffUrl;
        return is_string($scripts) ? Address::move($scripts, $there, $here) : $scripts;
    }

    public function account(string $url): string
    {
        return function_exists('wc_get_page_permalink') ? wc_get_page_permalink('myaccount') : home_url('/');
    }

    /** Not by wc_logout_url(), which asks this very filter. */
    public function leaving(string $url): string
    {
        return function_exists('wc_get_endpoint_url')
            ? wp_nonce_url(wc_get_endpoint_url('customer-logout', '', wc_get_page_permalink('myaccount')), 'customer-logout')
            : home_url('/');
    }
}
