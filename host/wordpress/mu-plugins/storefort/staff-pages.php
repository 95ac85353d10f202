<?php

declare(strict_types=1);

namespace Storefort;

/** Pages that staff looks at as shoppers would, and those of tills: their addresses stay at the staff door, where home is not. */
final class StaffPages
{
    private const LOOKING = [
        'preview', 'preview_id', 'wp_customize', 'customize_changeset_uuid', 'customize_theme', 'customize_messenger_channel',
    ];

    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        add_filter('preview_post_link', [$this, 'here'], PHP_INT_MAX);
        add_filter('customize_allowed_urls', fn (array $urls): array => [...$urls, $this->site->staffUrl . '/']);
        add_filter('home_url', $this->isLooking() ? [$this, 'here'] : [$this, 'till'], PHP_INT_MAX, 2);
    }

    public function here(mixed $url): mixed
    {
        return is_string($url) ? Address::start($url, $this->site->shopUrl, $this->site->staffUrl) : $url;
    }

    /**
     * Pages of tills only: home itself stays what it is at every door, for it is the issuer in their tokens.
     */
    public function till(string $url, mixed $path): string
    {
        $first = is_string($path) ? strtok(ltrim($path, '/'), '/?') : false;
        return $first !== false && ($first === $this->tillFolder() || str_starts_with($first, 'wcpos-')) ? $this->here($url) : $url;
    }

    private function isLooking(): bool
    {
        return str_ends_with((string) ($_SERVER['SCRIPT_FILENAME'] ?? ''), '/wp-admin/customize.php')
            || array_intersect(self::LOOKING, array_keys([...$_GET, ...$_POST])) !== [];
    }

    private function tillFolder(): string
    {
        $named = get_option('woocommerce_pos_settings_permalink');
        return is_string($named) && $named !== '' ? $named : 'pos';
    }
}
