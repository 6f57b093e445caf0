# frozen_string_literal: true

# What stands beside messages: urls of connections, the header Repr-Digest, the strong etag.

require_relative 'helper'
require_relative 'documents'

class ConnectionTest < Minitest::Test
  BROADCASTER = ['bb25287d1902668ad237d6839151f477974eec4a13bdaed83916d615732ba24c'].pack('H*').freeze
  NONCES = [(0..31).to_a.pack('C*'), BROADCASTER].freeze
  START = 'websocket:5IgMYVFFWPZuDoAYu9NZI/oNv/sFf+taDsOAUBb0Zl8=:'

  def connection(parts = :every_part)
    Lonelypsp::Connection.new(*NONCES, parts:)
  end

  def ends(urls)
    urls.map { |url| url.delete_prefix(START) }
  end

  def test_counters
    both = connection
    assert_equal "#{START}-1", both.subscriber_url
    assert_equal %w[-2 -3], ends(Array.new(2) { both.subscriber_url })
    assert_equal %w[1 2], ends(Array.new(2) { both.broadcaster_url })
    assert_equal %w[-4 3], ends([both.subscriber_url, both.broadcaster_url])
    assert_equal %w[a 10 12c -1 -a], ends([10, 16, 300, -1, -10].map { |counter| both.url(counter) })
  end

  def test_parts
    calls = [true, false, false, true, false]
    assert_equal %w[1 2 3 4 5], ends(calls.map { |first| (@every ||= connection).receive_url(first:) })
    only = connection(:first_part_only)
    assert_equal %w[1 1 1 2 2], ends(calls.map { |first| only.receive_url(first:) })
    assert_equal '3', ends([only.broadcaster_url]).first
  end

  def test_what_cannot_be
    assert_raises(Lonelypsp::Connection::UrlError) { connection.receive_url(first: false) }
    assert_raises(ArgumentError) { connection(:some) }
    assert_raises(ArgumentError) { Lonelypsp::Connection.new('x' * 31, 'x' * 32, parts: :every_part) }
    assert_raises(Lonelypsp::Connection::UrlError) { connection.url(1 << 63) }
    assert_equal '-8000000000000000', ends([connection.url(-(1 << 63))]).first
  end
end

class ReprDigestTest < Minitest::Test
  # Of `hello`, as the reference's broadcaster sent it; and of zeros.
  HELLO = 'm3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=='
  BARE = HELLO.delete('=')
  OTHER = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:'
  ZEROS = 'A' * 86

  def test_what_is_written
    assert_equal "sha-512=#{HELLO}", Lonelypsp::ReprDigest.emit(Documents::SHA512)
    assert_raises(ArgumentError) { Lonelypsp::ReprDigest.emit('x') }
  end

  def test_what_is_read
    ["sha-512=#{HELLO}", "sha-512=#{BARE}", "sha-512=:#{HELLO}:", "#{OTHER.delete(':')},sha-512=#{HELLO}",
     "sha-512=#{HELLO},#{OTHER}", "sha-512=#{ZEROS},sha-512=#{HELLO}", "#{OTHER}, sha-512=:#{HELLO}:",
     "#{OTHER}\t,\t sha-512=:#{BARE}:", " sha-512=:#{HELLO}: ", "sha-512=:#{HELLO}:;a=1;b=\"x,y\"",
     "sha-512=:#{HELLO}:,",
     "unixsum=30637, flag, list=(1 2), text=\"a, sha-512=\\\"b\", sha-512=:#{HELLO}:",
     "sha-512=:#{ZEROS}:, SHA-512=:AAAA:, sha-512=:#{HELLO}:, sha512=:AAAA:, sha-512-256=:AAAA:",
     "sha-512=:#{HELLO.sub('Qw==', 'Qx==')}:"].each do |value|
      assert_equal Documents::SHA512, Lonelypsp::ReprDigest.read(value), value
    end
  end

  # Values that tell no digest, by why they do not.
  REFUSED = {
    absent: [nil, '', ',', "sha512=:#{HELLO}:", "SHA-512=:#{HELLO}:", "sha-512-256=:#{HELLO}:", "sha-512 =:#{HELLO}:",
             "x=\"sha-512=:#{HELLO}:", "x=\", sha-512=:#{HELLO}:\""],
    length: ['sha-512=', 'sha-512=::', 'sha-512', 'sha-512;a=1', 'sha-512=:AAAA:', "sha-512=:#{ZEROS}AA:",
             "sha-512=:#{ZEROS}#{ZEROS}:", "sha-512=:#{HELLO}:, sha-512"],
    encoding: ["sha-512=:#{ZEROS}", "sha-512=#{ZEROS}:", "sha-512=: #{ZEROS}:", "sha-512=:#{HELLO.tr('+', '-')}:",
               "sha-512=:#{HELLO}=:", "sha-512=:#{HELLO}#{HELLO}:", 'sha-512=:A:', 'sha-512=:', "sha-512=\xfc",
               "sha-512=:#{HELLO}:, sha-512=:?:"]
  }.freeze

  def test_what_is_refused_and_why
    REFUSED.each do |reason, values|
      values.each do |value|
        error = assert_raises(Lonelypsp::ReprDigest::Invalid, value) { Lonelypsp::ReprDigest.read(value) }
        assert_equal reason, error.reason, value
      end
    end
  end

  def test_long_values_take_no_longer_than_they_are
    ['"' * 200_001, '\\"' * 100_000, ',' * 200_000, 'sha-512=;' * 30_000, " \t" * 100_000,
     "sha-512#{' ' * 200_000}x"].each do |value|
      begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
      assert_raises(Lonelypsp::ReprDigest::Invalid) { Lonelypsp::ReprDigest.read(value) }
      assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun, :<, 3
    end
  end
end

class StrongEtagTest < Minitest::Test
  Etag = Lonelypsp::StrongEtag
  S2B = Lonelypsp::Stateless::S2B

  def topics(*all) = all.map { |topic, recovery| S2B::SetSubscriptionsTopics.new(topic:, recovery:) }
  def globs(*all) = all.map { |glob, recovery| S2B::SetSubscriptionsGlobs.new(glob:, recovery:) }

  def test_etags_of_the_description
    Documents::ETAGS.each do |(url, topics, globs), _, digest|
      assert_equal digest, Etag.of(url:, topics: topics(*topics), globs: globs(*globs)).unpack1('H*')
      etag = Etag.new(url)
      topics.each { |topic, recovery| assert_same etag, etag.add_topic(topic, recovery:) }
      globs.each { |glob, recovery| assert_same etag, etag.add_glob(glob, recovery:) }
      2.times { assert_equal digest, etag.finish.unpack1('H*') }
    end
  end

  def test_both_ways_give_the_etag_of_the_whole_document
    random = Random.new(1)
    hashing = Lonelypsp::Hashing::S2B
    100.times do
      names = Array.new(random.rand(20)) { random.bytes(random.rand(6)).b }.uniq.sort
      texts = names.map { |name| name.unpack1('H*') }
      recoveries = ['http://r', nil, '']
      all = names.zip(recoveries.cycle)
      whole = hashing::StrongEtag.new(
        url: 'u', topics: all.map { |topic, recovery| hashing::StrongEtagTopics.new(topic:, recovery:) },
        globs: texts.map { |glob| hashing::StrongEtagGlobs.new(glob:) }
      )
      expected = Digest::SHA512.digest(whole.encode)
      assert_equal expected, Etag.of(url: 'u', topics: topics(*all), globs: globs(*texts))
    end
  end

  def test_the_order_is_checked
    assert_error(:unsorted, 'topics[1].topic') { Etag.of(url: '', topics: topics('b', 'a'), globs: []) }
    assert_error(:unsorted, 'topics[1].topic') { Etag.of(url: '', topics: topics('b', 'b'), globs: []) }
    assert_error(:unsorted, 'globs[2].glob') { Etag.of(url: '', topics: topics('b'), globs: globs('a', 'c', 'b')) }
    assert Etag.of(url: '', topics: topics("\xff"), globs: globs("\uffff", "\u{10000}"))
  end

  def test_the_order_is_taken_as_it_is_if_that_is_said
    document = "URL\0\1u\nEXACT\0\1b\0\0\0\1a\0\0\nGLOB\0\1c\0\0\0\1c\0\0\n".b
    etag = Etag.of(url: 'u', topics: topics('b', 'a'), globs: globs('c', 'c'), sorted: true)
    assert_equal Digest::SHA512.digest(document), etag
  end

  def test_what_does_not_fit_is_not_added
    etag = Etag.new('u').add_topic('b')
    assert_error(:unsorted, 'topics[1].topic') { etag.add_topic('a') }
    assert_error(:too_long, 'topics[1].topic') { etag.add_topic('x' * 65_536) }
    assert_error(:too_long, 'topics[1].recovery') { etag.add_topic('c', recovery: 'x' * 65_536) }
    assert_error(:too_long, 'url') { Etag.new('x' * 65_536) }
    assert_equal Etag.of(url: 'u', topics: topics('b', 'c'), globs: []), etag.add_topic('c').finish
  end

  def assert_error(kind, at, &)
    error = assert_raises(Lonelypsp::Error, &)
    assert_equal [kind, at], [error.kind, error.at]
  end

  def test_nothing_comes_too_late
    etag = Etag.new('u').finish_topics
    assert_raises(RuntimeError) { etag.add_topic('a') }
    etag.add_glob('a').finish
    assert_raises(RuntimeError) { etag.add_glob('b') }
    assert_raises(RuntimeError) { etag.finish_topics }
  end
end
