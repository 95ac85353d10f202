<?php

declare(strict_types=1);

namespace Storefort;

/** What WordPress needs of the store's settings. Nothing of it is secret. */
final class Site
{
    private function __construct(
        /** Of the host's files: empty on a host of its own, a folder where it is tried out. */
        public readonly string $root,
        /** Without a slash at the end, with the port if there is one. */
        public readonly string $shopUrl,
        public readonly string $staffUrl,
        public readonly string $shopHost,
        public readonly string $staffHost,
        public readonly string $locale,
        public readonly string $timeZone,
        public readonly string $region,
        /** `ses`, `smtp`, or `preview`. */
        public readonly string $mailVia,
        public readonly string $mailFrom,
        public readonly ?string $mailHost,
        public readonly ?string $previewMailDir,
    ) {
    }

    /** @throws NotReady */
    public static function read(string $root): self
    {
        $file = RunFile::read($root, 'site.json');
        return new self(
            root: $root,
            shopUrl: rtrim($file->text('shopUrl'), '/'),
            staffUrl: rtrim($file->text('staffUrl'), '/'),
            shopHost: strtolower($file->text('shopHost')),
            staffHost: strtolower($file->text('staffHost')),
            locale: $file->text('locale'),
            timeZone: $file->text('timeZone'),
            region: $file->text('region'),
            mailVia: $file->text('mail', 'via'),
            mailFrom: $file->text('mail', 'from'),
            mailHost: $file->optional('mail', 'host'),
            previewMailDir: $file->optional('previewMailDir'),
        );
    }

    public function url(Door $door): string
    {
        return $door === Door::Staff ? $this->staffUrl : $this->shopUrl;
    }

    public function bundle(): string
    {
        return "$this->root/opt/storefort/host";
    }
}
