# frozen_string_literal: true

# HMAC authorization: what is sent, what is allowed, and why something is refused.

require_relative 'signatures'

class HmacTest < Minitest::Test
  include MessageAssertions
  include Signatures

  def test_all_documents_have_the_codes_of_the_description
    each_signed do |type, fields, header, document|
      assert_equal header, Auth::Hmac.sign(KEY, document)
      assert_equal Auth::Verdict::OK, hmac.check(type, header, **fields)
      assert_equal header.delete_suffix('=='), header[0..-3]
      assert_predicate hmac.check(type, header.delete_suffix('=='), **fields), :ok?
    end
  end

  def test_any_other_value_is_another_document
    each_signed do |type, fields, header|
      fields.each do |name, value|
        changed = fields.merge(name => other(value))
        assert_equal %i[forbidden mismatch], outcome(hmac.check(type, header, **changed)), name
      end
      assert_equal :mismatch, hmac(0, to_broadcaster: OTHER, to_subscriber: OTHER).check(type, header, **fields).reason
    end
  end

  def other(value)
    case value
    when Integer then value.zero? ? 1 : value - 1
    when true, false then !value
    when nil then 'http://other'
    else value.dup.tap { |it| it.setbyte(0, it.getbyte(0) ^ 1) }
    end
  end

  def test_each_direction_has_a_key
    strategy = hmac(0, to_subscriber: OTHER)
    each_signed do |type, fields, header|
      expected = type <= Lonelypsp::Signing::S2B::Message ? [:ok, nil] : %i[forbidden mismatch]
      assert_equal expected, outcome(strategy.check(type, header, **fields))
    end
  end

  def test_what_is_sent
    document, fields, = one_signed
    headers = Array.new(20) { hmac(1.5).authorize(document, **fields) }
    headers.each { |header| assert_match %r{\AX-HMAC 1700000001:[A-Za-z0-9_-]{6}:[A-Za-z0-9+/]{86}==\z}, header }
    assert_operator headers.uniq.size, :>, 10
    assert_predicate hmac(1.5).check(document, headers.first, **fields), :ok?
  end

  def test_the_clock_of_the_system
    document, fields, = one_signed
    strategy = Auth::Hmac.new(to_broadcaster: KEY, to_subscriber: KEY)
    header = strategy.authorize(document, **fields)
    assert_in_delta Time.now.to_i, header[/\d+/].to_i, 5
    assert_predicate strategy.check(document, header, **fields), :ok?
    assert_equal :replayed, strategy.check(document, header, **fields).reason
    assert_equal :replayed, strategy.check(document, header.delete_suffix('=='), **fields).reason
  end

  def test_lifetime
    header = one_signed[2]
    [-120, 120, 0.5].each { |after| assert_predicate verdict(header, after), :ok? }
    { Rational(120_000_000_001, SECOND) => [:too_old, Rational(1, SECOND)], 121 => [:too_old, 1],
      -120.25 => [:too_new, Rational(1, 4)] }.each do |after, (reason, by)|
      found = verdict(header, after)
      assert_equal [:forbidden, reason, by], [found.result, found.reason, found.by]
    end
    assert_equal %i[forbidden too_old], refusal(header, 1, lifetime: 0.5)
    assert_predicate verdict(header, 1, lifetime: Rational(1)), :ok?
  end

  CODE = Documents::CODES.first

  # Headers that are not as they have to be, and which rule each breaks.
  BROKEN = {
    '' => :scheme, 'X-HMAC' => :scheme, "x-hmac 1700000000:a:#{CODE}" => :scheme, "Bearer #{CODE}" => :scheme,
    " X-HMAC 1700000000:a:#{CODE}" => :scheme,
    'X-HMAC ' => :timestamp, 'X-HMAC 1700000000' => :timestamp, "X-HMAC  1700000000:a:#{CODE}" => :timestamp,
    "X-HMAC +1700000000:a:#{CODE}" => :timestamp, "X-HMAC -1:a:#{CODE}" => :timestamp,
    "X-HMAC 1_700_000_000:a:#{CODE}" => :timestamp, "X-HMAC :a:#{CODE}" => :timestamp,
    "X-HMAC 1700000000 :a:#{CODE}" => :timestamp, "X-HMAC 18446744073709551616:a:#{CODE}" => :timestamp,
    "X-HMAC #{'0' * 11}1700000000:a:#{CODE}" => :timestamp, "X-HMAC １700000000:a:#{CODE}" => :timestamp,
    "X-HMAC 1700000000\n:a:#{CODE}" => :timestamp,
    'X-HMAC 1700000000:' => :nonce, 'X-HMAC 1700000000:abc' => :nonce,
    "X-HMAC 1700000000:#{'a' * 256}:#{CODE}" => :nonce, "X-HMAC 1700000000:#{'é' * 128}:#{CODE}" => :nonce,
    "X-HMAC 1700000000:\xff:#{CODE}" => :nonce, "X-HMAC 1700000000:\xed\xa0\x80:#{CODE}" => :nonce,
    'X-HMAC 1700000000:a:' => :encoding, "X-HMAC 1700000000:a::#{CODE}" => :encoding,
    "X-HMAC 1700000000:a: #{CODE}" => :encoding, "X-HMAC 1700000000:a:#{CODE}\n" => :encoding,
    "X-HMAC 1700000000:a:#{CODE}=" => :encoding, "X-HMAC 1700000000:a:#{CODE.delete_suffix('=')}" => :encoding,
    "X-HMAC 1700000000:a:#{CODE[1..]}" => :encoding, "X-HMAC 1700000000:a:A#{CODE}" => :encoding,
    "X-HMAC 1700000000:a:#{CODE.sub('/', '_')}" => :encoding, "X-HMAC 1700000000:a:#{'A' * 85}B==" => :encoding,
    "X-HMAC 1700000000:a:#{'A' * 86}" => :mismatch, "X-HMAC 1700000000:#{'a' * 255}:#{CODE}" => :mismatch,
    "X-HMAC 0000000000#{SIGNED}:abcDEE:#{CODE}" => :mismatch
  }.freeze

  def test_how_a_header_has_to_be_written
    BROKEN.each { |header, reason| assert_equal [:forbidden, reason], refusal(header), header }
    assert_equal %i[unauthorized absent], refusal(nil)
    assert_predicate verdict("X-HMAC 0000000000#{SIGNED}:abcDEF:#{CODE}"), :ok?
  end

  def test_the_time_is_looked_at_before_what_follows_it
    assert_equal :too_old, verdict("X-HMAC 1:#{'a' * 256}").reason
    assert_equal :too_new, verdict('X-HMAC 18446744073709551615:').reason
  end

  def test_cut_anywhere
    header = one_signed[2]
    (0...(header.size - 2)).each { |length| refute_predicate verdict(header[0, length]), :ok? }
  end

  def test_random_headers_raise_nothing
    random = Random.new(1)
    2000.times do
      header = one_signed[2].b
      random.rand(1..3).times { header.setbyte(random.rand(header.bytesize), random.rand(256)) }
      refute_equal :unauthorized, verdict(header).result
    end
  end

  def test_values_that_no_document_has
    type = Lonelypsp::Signing::S2B::StatefulContinueReceive
    fields = { tracing: '', identifier: 'i', part_id: 256, url: '' }
    error = error_of { hmac.authorize(type, **fields) }
    assert_equal [:out_of_range, 'part_id'], [error.kind, error.at]
    found = hmac.check(type, "X-HMAC 1700000000:a:#{CODE}", **fields)
    assert_equal [:forbidden, :unsignable, 'part_id'], [found.result, found.reason, found.error.at]
  end

  def test_verdicts_are_values
    case verdict(nil)
    in { result: :unauthorized, reason: :absent, by: nil } then pass
    end
    assert_equal 'allowed', Auth::Verdict::OK.to_s
    header = one_signed[2]
    assert_equal 'forbidden: it is too old, by 1.5 s', verdict(header, 121.5).to_s
    assert_equal 'unauthorized: there is no authorization', verdict(nil).to_s
    Auth::Verdict::REASONS.each_key { |reason| refute_empty Auth::Verdict.new(:forbidden, reason).to_s }
    assert_deeply_frozen verdict(nil)
  end
end
