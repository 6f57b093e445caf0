# frozen_string_literal: true

# Where secrets come from, tokens, and signatures that were used.

require_relative 'signatures'
require 'tmpdir'

class ReplayTest < Minitest::Test
  include Signatures

  def remember(store, byte, until_second, now_second)
    store.remember([byte].pack('C') * 64, until_time: until_second * SECOND, now: (now_second * SECOND).to_i)
  end

  def test_used_once_as_long_as_it_is_young
    store = Auth::MemoryReplayStore.new
    assert_equal :new, remember(store, 1, 220, 100)
    assert_equal :used, remember(store, 1, 220, 100)
    assert_equal :used, remember(store, 1, 220, 220.9)
    assert_equal :new, remember(store, 2, 220, 220)
    assert_equal 2, store.size
    assert_equal :new, remember(store, 3, 341, 221)
    assert_equal 1, store.size
  end

  def test_no_room
    store = Auth::MemoryReplayStore.new(capacity: 2)
    calls = [[1, 220], [2, 230], [3, 240], [1, 220]]
    assert_equal %i[new new full used], calls.map { |byte, to| remember(store, byte, to, 100) }
    assert_equal :new, remember(store, 3, 240, 221)
    assert_equal :full, remember(store, 4, 240, 221)
  end

  def test_a_clock_that_goes_back
    store = Auth::MemoryReplayStore.new
    assert_equal %i[new new unknown], [[1, 220, 100], [2, 400, 300], [1, 220, 100]].map { |it| remember(store, *it) }
  end

  def test_many
    store = Auth::MemoryReplayStore.new(capacity: 1000)
    10_000.times do |index|
      code = [index].pack('N') * 16
      assert_equal :new, store.remember(code, until_time: (index + 200) * SECOND, now: index * SECOND)
    end
    assert_operator store.size, :<=, 202
  end

  def test_of_two_threads_one_is_first
    store = Auth::MemoryReplayStore.new
    found = Array.new(4) { Thread.new { Array.new(300) { |index| remember(store, index % 256, 220, 100) } } }
    assert_equal 256, found.flat_map(&:value).count(:new)
  end

  def test_the_verdicts
    header = one_signed[2]
    document, fields, = one_signed
    full = hmac(0, replay: Auth::MemoryReplayStore.new(capacity: 0))
    assert_equal %i[unavailable replay_full], outcome(full.check(document, header, **fields))
    strategy = hmac(0, replay: Auth::MemoryReplayStore.new)
    assert_equal :mismatch, strategy.check(document, header, **fields, exact: 'other').reason
    assert_predicate strategy.check(document, header, **fields), :ok?
    found = strategy.check(document, header, **fields)
    assert_equal %i[forbidden replayed], [found.result, found.reason]
  end
end

class SecretsTest < Minitest::Test
  include Signatures

  DOCUMENTS = [Lonelypsp::Signing::S2B::Notify, Lonelypsp::Signing::B2S::Missed].freeze

  def test_none
    DOCUMENTS.each do |document|
      assert_nil Auth::None.new.authorize(document)
      [nil, '', 'Bearer x'].each { |header| assert_predicate Auth::None.new.check(document, header), :ok? }
    end
  end

  def test_tokens
    tokens = %w[one two].map { |text| Auth::BearerToken.from_text(text) }
    strategy = Auth::Token.new(to_broadcaster: tokens[0], to_subscriber: tokens[1])
    assert_equal(['Bearer one', 'Bearer two'], DOCUMENTS.map { |document| strategy.authorize(document) })
    headers = [nil, 'Bearer one', 'Bearer two', '', 'bearer one', 'Bearer one ', 'Bearer  one', "Bearer on\xe9"]
    found = DOCUMENTS.map { |document| headers.map { |header| strategy.check(document, header).result } }
    assert_equal %i[unauthorized ok] + ([:forbidden] * 6), found[0]
    assert_equal %i[unauthorized forbidden ok] + ([:forbidden] * 5), found[1]
    nobody = Auth::Token.new(to_broadcaster: nil, to_subscriber: tokens[1])
    assert_equal [nil, :forbidden], [nobody.authorize(DOCUMENTS[0]), nobody.check(DOCUMENTS[0], 'Bearer ').result]
  end

  # Texts of the same key.
  def test_texts_of_a_key
    standard = [(192..255).to_a.pack('C*')].pack('m0')
    texts = [standard, standard.delete('='), standard.tr('+/', '-_'), standard.tr('+/', '-_').delete('=')]
    assert_equal [texts.last], texts.map { |text| Auth::Key.from_text(text).to_text }.uniq
    assert_equal Documents::KEY, KEY.to_text
    mixed = "+-#{'A' * 84}"
    ['', 'A', 'A' * 85, 'A' * 87, 'A' * 88, "#{'A' * 86}=", "#{'A' * 86}===", "#{'A' * 85}B", "#{'A' * 85} A", mixed,
     "#{'A' * 86}\n", "é#{'A' * 84}", "\xff"].each do |text|
      error = assert_raises(Auth::SecretError, text) { Auth::Key.from_text(text) }
      refute_includes error.message, 'AAAA'
    end
    assert_raises(Auth::SecretError) { Auth::Key.new('x' * 63) }
  end

  def test_random_secrets
    refute_equal Auth::Key.random.to_text, Auth::Key.random.to_text
    refute_equal Auth::BearerToken.random.authorization, Auth::BearerToken.random.authorization
    assert_equal Auth::Key.random.sign('x').bytesize, 64
  end

  def test_files_and_variables
    Dir.mktmpdir do |folder|
      path = File.join(folder, 'key')
      File.write(path, "#{Documents::KEY}\n")
      assert_equal Documents::KEY, Auth::Key.from_file(path).to_text
      File.write(path, 'x' * 20_000)
      assert_secret_error('longer') { Auth::Key.from_file(path) }
      assert_secret_error(/cannot be read/) { Auth::Key.from_file(File.join(folder, 'none')) }
      assert_secret_error(/cannot be read/) { Auth::Key.from_file(folder) }
    end
    ENV['LONELY_TEST_SECRET'] = 'hunter2'
    assert_equal 'Bearer hunter2', Auth::BearerToken.from_env('LONELY_TEST_SECRET').authorization
    assert_secret_error('LONELY_TEST_SECRET') { Auth::Key.from_env('LONELY_TEST_SECRET') }
    assert_secret_error(/is not set/) { Auth::Key.from_env('LONELY_NO_SUCH_SECRET') }
  ensure
    ENV.delete('LONELY_TEST_SECRET')
  end

  def assert_secret_error(expected, &)
    error = assert_raises(Auth::SecretError, &)
    assert_match expected, error.message
    refute_match(/hunter2|xxxx/, error.message)
    assert_nil error.cause
  end

  def test_tokens_that_no_header_brings
    ['', ' a', 'a ', "a\nb", "a\0", "a\x7f", "\xff"].each do |text|
      assert_raises(Auth::SecretError) { Auth::BearerToken.from_text(text) }
    end
  end

  def test_secrets_are_not_shown
    secrets = [KEY, Auth::BearerToken.from_text('hunter2')]
    secrets.each do |secret|
      [secret.inspect, secret.to_s, capture_io { pp secret }.first].each { |text| assert_includes text, '[hidden]' }
      assert_raises(TypeError) { Marshal.dump(secret) }
      refute_includes assert_raises(NoMethodError) { secret.no_such_method }.message.lines.first, 'hunter2'
    end
    refute_includes hmac.inspect, 'AAEC'
  end
end
