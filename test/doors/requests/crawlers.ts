import { type Behaviour, by, forNobody, reads, staffOnly } from './behaviour';

export const crawlers: readonly Behaviour[] = by('crawler', {
  'reads robots.txt': reads('/robots.txt'),
  'reads the sitemap': reads('/wp-sitemap.xml'),
  'reads the sitemap of articles': reads('/wp-sitemap-posts-post-1.xml'),
  'reads the sitemap’s style': reads('/wp-sitemap-index.xsl'),
  'reads the sitemap by variable': reads('/?sitemap=index', [200, 301]),
  'reads the feed': reads('/feed/'),
  'reads the feed of comments': reads('/comments/feed/'),
  'reads the feed by variable': reads('/?feed=rss2', [200, 301]),
  'asks for the head of a product': { ...reads('/product/{product-slug}/'), method: 'HEAD' },
  'follows a link with an advertiser’s mark': reads('/product/{product-slug}/?fbclid=abc'),
  'reads the sitemap of accounts': forNobody(reads('/wp-sitemap-users-1.xml'), { saying: 'path' }),
  'reads the sitemap of accounts by variable': forNobody(reads('/?sitemap=users'), { saying: 'variable' }),
  'posts to a feed': {
    ...reads('/feed/'),
    method: 'POST',
    shop: { kind: 'wrong method' },
    staff: { kind: 'wrong method' },
  },
  'follows an author’s link': staffOnly(reads('/author/{admin-login}/', []), { saying: 'path', cookie: 'admin' }),
});
