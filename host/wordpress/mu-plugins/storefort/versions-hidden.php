<?php

declare(strict_types=1);

namespace Storefort;

/** Which versions run here is told to no shopper. Addresses of scripts keep changing with the version, as browsers' caches need it. */
final class VersionsHidden
{
    private const GENERATORS = ['html', 'xhtml', 'atom', 'rss2', 'rdf', 'comment', 'export'];

    public function __construct(private readonly Door $door)
    {
    }

    public function register(): void
    {
        add_filter('the_generator', '__return_empty_string', PHP_INT_MAX);
        foreach (self::GENERATORS as $kind) {
            add_filter("get_the_generator_$kind", '__return_empty_string', PHP_INT_MAX);
        }
        if ($this->door === Door::Shop) {
            foreach (['script_loader_src', 'style_loader_src', 'script_module_loader_src'] as $filter) {
                add_filter($filter, [$this, 'veil'], PHP_INT_MAX);
            }
            add_filter('wp_resource_hints', [$this, 'veilHints'], PHP_INT_MAX);
        }
    }

    /** What browsers are told to fetch ahead, as WooCommerce's cart does: under the address it is used by, or it is fetched twice. */
    public function veilHints(mixed $hints): mixed
    {
        $veiled = fn (mixed $hint): mixed =>
            is_array($hint) && isset($hint['href']) ? [...$hint, 'href' => $this->veil($hint['href'])] : $this->veil($hint);
        return is_array($hints) ? array_map($veiled, $hints) : $hints;
    }

    public function veil(mixed $url): mixed
    {
        if (!is_string($url)) {
            return $url;
        }
        // The same on all hosts, and no version can be recognised by it.
        $hash = static fn (array $found): string => $found[1] . substr(hash_hmac('sha256', $found[2], NONCE_SALT), 0, 10);
        return preg_replace_callback('~([?&](?:ver=)?)(?<=[?]|ver=)(\d[\w.+-]*)(?=$|&)~', $hash, $url) ?? $url;
    }
}
