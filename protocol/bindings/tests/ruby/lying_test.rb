# frozen_string_literal: true

# Strings that lie about themselves: a message has the bytes that they really hold, or there is an error.

require_relative 'helper'

# A string whose every method that could be asked gives something else, though it is a plain string otherwise.
module Lies
  ANSWERS = {
    bytesize: 2, length: 2, size: 2, empty?: true, encoding: Encoding::BINARY, frozen?: true, instance_of?: true,
    is_a?: true, kind_of?: true, class: ::String, valid_encoding?: true, ascii_only?: true, b: 'no', dup: 'no',
    clone: 'no', to_s: 'no', to_str: 'no', itself: 'no', byteslice: 'no', getbyte: 9, unpack: [1, 2], unpack1: 1,
    force_encoding: 'no', encode: 'no', freeze: 'no', hash: 0, :== => true, :<= => true, :> => false
  }.freeze

  module_function

  # The same bytes in strings that lie in different ways: by methods of their own, by a module, by their class.
  def about(bytes)
    lies = Module.new { ANSWERS.each { |name, answer| define_method(name) { |*| answer } } }
    own = ::String.new(bytes)
    ANSWERS.each { |name, answer| own.define_singleton_method(name) { |*| answer } }
    derived = Class.new(::String) { include lies }
    prepended = Class.new(::String) { prepend lies }
    frozen = ::String.new(bytes).extend(lies)
    Kernel.instance_method(:freeze).bind_call(frozen)
    [own, ::String.new(bytes).extend(lies), frozen, derived.new(bytes), prepended.new(bytes)]
  end
end

# What says that it is something else, and is not.
class Posing < BasicObject
  def initialize(as)
    @as = as
  end

  def is_a?(other) = other == @as
  alias kind_of? is_a?
  alias instance_of? is_a?
  alias === is_a?

  def class = @as
  def bytesize = 3
  def to_str = 'abc'
  alias to_s to_str
  def to_int = 3
  alias to_i to_int
  def zero? = false
  def bit_length = 2
  def encoding = ::Encoding::UTF_8
  def valid_encoding? = true
  def frozen? = true
  def coerce(other) = [other, 3]
  def respond_to?(*) = true
end

class LyingTest < Minitest::Test
  include MessageAssertions

  S2B = Lonelypsp::Stateful::S2B
  CONTENTS = ['', 'abc', 'é', 'x' * 300].freeze
  CONFIGURE = { subscriber_nonce: 'n' * 32, enable_zstd: true, enable_training: false, initial_dict: 2,
                authorization: nil, tracing: '' }.freeze
  NOTIFY = { authorization: nil, tracing: '', identifier: '', topic: '', compressor_id: 1, decompressed_length: 1,
             verified_compressed_sha512: "\0" * 64, compressed_message: '' }.freeze

  def counted(bytes)
    [bytes.bytesize].pack('n') + bytes.b
  end

  # Every string that lies about these bytes, and what is really in it.
  def each_lie(*contents)
    contents.each { |content| Lies.about(content).each { |lie| yield lie, content.b } }
  end

  def test_bytes
    each_lie(*CONTENTS) do |lie, bytes|
      message = S2B::SubscribeExact.new(authorization: nil, tracing: '', topic: lie)
      assert_equal "\0\1\0\2\0\0\0\0".b + counted(bytes), message.encode
      assert_equal message, S2B.decode(message.encode(minimal_headers: false))
      assert_instance_of String, message.topic
      assert_predicate message.topic, :frozen?
      assert_empty message.topic.singleton_methods
    end
  end

  def test_exact_bytes
    each_lie('7' * 32) do |lie, bytes|
      wire = S2B::Configure.new(**CONFIGURE, subscriber_nonce: lie).encode
      assert_equal "\0\1\0\1".b + counted(bytes) + "\0\1\1\0\1\0\0\2\0\2\0\0\0\0".b, wire
    end
    each_lie('7', '7' * 33) do |lie, _|
      error = assert_raises(Error) { S2B::Configure.new(**CONFIGURE, subscriber_nonce: lie) }
      assert_equal [:wrong_length, 'x-subscriber-nonce'], [error.kind, error.at]
    end
  end

  def test_text
    each_lie(*CONTENTS) do |lie, bytes|
      message = S2B::SubscribeGlob.new(authorization: lie, tracing: '', glob: lie)
      assert_equal "\0\1\0\3".b + counted(bytes) + "\0\0".b + counted(bytes), message.encode
    end
    each_lie("\xff") do |lie, _|
      error = assert_raises(Error) { S2B::SubscribeGlob.new(tracing: '', glob: lie) }
      assert_equal [:not_utf8, 'x-glob'], [error.kind, error.at]
    end
  end

  # It says that it has two bytes and is not long, in UTF-16 or not.
  def test_other_encodings
    each_lie('é'.encode('UTF-16LE')) do |lie, bytes|
      assert_equal bytes, S2B::SubscribeExact.new(tracing: '', topic: lie).topic
      assert_equal 'é', S2B::SubscribeGlob.new(tracing: '', glob: lie).glob
    end
  end

  def test_bodies
    each_lie('abcde') do |lie, bytes|
      wire = S2B::Notify::Compressed.new(**NOTIFY, compressed_message: lie).encode
      head = "\0\1\0\6".b + ("\0" * 8) + "\0\1\1\0\1\5\0\1\1\0\x40".b + ("\0" * 64)
      assert_equal head + bytes, wire
    end
  end

  def test_limits
    each_lie('x' * 65_536) do |lie, _|
      [-> { S2B::SubscribeExact.new(tracing: '', topic: lie) }, -> { S2B::SubscribeGlob.new(tracing: '', glob: lie) }]
        .each { |make| assert_equal :too_long, assert_raises(Error, &make).kind }
    end
  end

  def test_who_only_says_so
    { 'x-topic' => [String, ->(it) { S2B::SubscribeExact.new(tracing: '', topic: it) }],
      'x-glob' => [String, ->(it) { S2B::SubscribeGlob.new(tracing: '', glob: it) }],
      'authorization' => [String, ->(it) { S2B::SubscribeGlob.new(authorization: it, tracing: '', glob: '') }],
      'x-enable-zstd' => [TrueClass, ->(it) { S2B::Configure.new(**CONFIGURE, enable_zstd: it) }],
      'x-initial-dict' => [Integer, ->(it) { S2B::Configure.new(**CONFIGURE, initial_dict: it) }],
      'x-compressor' => [Integer, ->(it) { S2B::Notify::Compressed.new(**NOTIFY, compressor_id: it) }],
      'body' => [String, ->(it) { S2B::Notify::Compressed.new(**NOTIFY, compressed_message: it) }] }
      .each do |at, (as, make)|
        error = assert_raises(Error) { make.call(Posing.new(as)) }
        assert_equal [:bad_value, at], [error.kind, error.at]
      end
    assert_equal :bad_value, assert_raises(Error) { S2B.encode(Posing.new(S2B::Message)) }.kind
    assert_equal :bad_value, assert_raises(Error) { S2B.decode(Posing.new(String)) }.kind
  end

  def test_input
    wire = "\0\1\0\2\0\0\0\0\0\3abc".b
    each_lie(wire) { |lie, _| assert_equal 'abc', S2B.decode(lie).topic }
    each_lie(wire[0...-1]) do |lie, _|
      error = assert_raises(Error) { S2B.decode(lie) }
      assert_equal [:truncated, 'x-topic', 10], [error.kind, error.at, error.offset]
    end
    each_lie("\xff\xfe\0\x63") { |lie, _| assert_equal 99, Lonelypsp::Stateful::Prefix.decode(lie).type_code }
    each_lie('abc') { |lie, bytes| assert_equal Lonelypsp.sha512(bytes), Lonelypsp.sha512(lie) }
  end

  def test_derived_classes_are_asked_once_for_each_value
    topics = ['made', Lies.about('first').first, 7]
    derived = Class.new(S2B::SubscribeExact) { define_method(:topic) { topics.shift } }
    message = derived.new(tracing: '', topic: 'kept')
    assert_equal "\0\1\0\2\0\0\0\0\0\5first".b, message.encode
    error = assert_raises(Error) { message.encode }
    assert_equal [:bad_value, 'x-topic'], [error.kind, error.at]
  end
end
