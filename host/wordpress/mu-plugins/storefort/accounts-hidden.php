<?php

declare(strict_types=1);

namespace Storefort;

/** Who has an account here is told to nobody who has not signed in, at either door. */
final class AccountsHidden
{
    public function register(): void
    {
        foreach ([PHP_INT_MIN, PHP_INT_MAX] as $priority) {
            add_filter('rest_pre_dispatch', [$this, 'hideList'], $priority, 3);
        }
        add_action('parse_request', [$this, 'hideArchive'], PHP_INT_MIN);
        add_filter('wp_sitemaps_add_provider', [$this, 'withoutSitemap'], PHP_INT_MAX, 2);
        add_filter('oembed_response_data', [$this, 'withoutAuthor'], PHP_INT_MAX);
        add_filter('author_link', [$this, 'withoutArchive'], PHP_INT_MAX);
        add_filter('the_author', [$this, 'inFeeds'], PHP_INT_MAX);
        add_filter('comment_class', [$this, 'withoutName'], PHP_INT_MAX);
    }

    public function hideList(mixed $result, mixed $server, \WP_REST_Request $request): mixed
    {
        $isList = preg_match('~^/wp/v2/users(/|$)~i', $request->get_route()) === 1;
        return $isList && !is_user_logged_in() ? Refusal::rest() : $result;
    }

    /** Before WordPress looks the account up: whether there is one changes nothing about the answer. */
    public function hideArchive(\WP $wordpress): void
    {
        $named = array_filter([$wordpress->query_vars['author'] ?? '', $wordpress->query_vars['author_name'] ?? '']);
        if ($named !== [] && !is_user_logged_in()) {
            Refusal::page();
        }
    }

    public function withoutSitemap(mixed $provider, mixed $name): mixed
    {
        return $name === 'users' ? false : $provider;
    }

    /** Its address holds the account's name. */
    public function withoutArchive(mixed $url): mixed
    {
        return is_user_logged_in() ? $url : home_url('/');
    }

    /** @param array<string, mixed> $data */
    public function withoutAuthor(array $data): array
    {
        unset($data['author_name'], $data['author_url']);
        return $data;
    }

    public function inFeeds(mixed $name): mixed
    {
        return is_feed() ? get_bloginfo('name') : $name;
    }

    /** @param list<string> $classes */
    public function withoutName(array $classes): array
    {
        return array_values(array_filter($classes, static fn (string $class): bool => !str_starts_with($class, 'comment-author-')));
    }
}
