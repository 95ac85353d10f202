<?php

declare(strict_types=1);

namespace Storefort;

/** What WordPress offers the world and this shop does not. */
final class Surface
{
    public function __construct(private readonly Guard $guard, private readonly Door $door)
    {
    }

    public function register(): void
    {
        if ($this->guard->pathIntegration((string) ($_SERVER['STOREFORT_ROUTE'] ?? '')) === null) {
            add_filter('xmlrpc_enabled', '__return_false', PHP_INT_MAX);
            add_filter('xmlrpc_methods', '__return_empty_array', PHP_INT_MAX);
        }
        add_filter('wp_headers', [$this, 'headers'], PHP_INT_MAX);
        add_filter('pings_open', '__return_false', PHP_INT_MAX);
        add_filter('wp_is_application_passwords_available', [$this, 'passwordsOfPrograms'], PHP_INT_MAX);
        remove_action('wp_head', 'rsd_link');
        remove_action('wp_head', 'wlwmanifest_link');
        remove_action('wp_head', 'wp_shortlink_wp_head');
        remove_action('template_redirect', 'wp_shortlink_header', 11);
        if ($this->door === Door::Shop) {
            remove_action('wp_head', 'rest_output_link_wp_head');
            remove_action('template_redirect', 'rest_output_link_header', 11);
        }
    }

    /** @param array<string, string> $headers */
    public function headers(array $headers): array
    {
        unset($headers['X-Pingback']);
        return $headers;
    }

    /** At the shop door only for an integration that signs in so. */
    public function passwordsOfPrograms(mixed $available): bool
    {
        return $available && ($this->door === Door::Staff || $this->guard->expects('application-password'));
    }
}
