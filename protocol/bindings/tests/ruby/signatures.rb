# frozen_string_literal: true

# Signed documents, and a strategy to check them with.

require_relative 'helper'
require_relative 'documents'
require 'lonelypsp/auth'

module Signatures
  Auth = Lonelypsp::Auth
  KEY = Auth::Key.from_text(Documents::KEY)
  OTHER = Auth::Key.new("\xff" * 64)
  SECOND = 1_000_000_000
  SIGNED = 1_700_000_000

  # A strategy whose clock stands so many seconds after the documents were signed.
  def hmac(after = 0, **more)
    clock = -> { ((SIGNED + after.to_r) * SECOND).to_i }
    Auth::Hmac.new(**{ to_broadcaster: KEY, to_subscriber: KEY, clock:, replay: Auth::NoReplayStore.new }, **more)
  end

  # All documents with their classes, the fields that a check is given, and their headers.
  def each_signed
    return enum_for(:each_signed) unless block_given?

    Documents.each do |_, _, document, _|
      code = Documents::CODES[document.class::TYPE_CODE - 1]
      yield document.class, document.to_h.except(:timestamp, :nonce), "X-HMAC #{SIGNED}:abcDEF:#{code}", document
    end
  end

  def one_signed
    each_signed.first
  end

  # The verdict on the first document with that header.
  def verdict(header, after = 0, **more)
    document, fields, = one_signed
    hmac(after, **more).check(document, header, **fields)
  end

  def refusal(header, after = 0, **more)
    outcome(verdict(header, after, **more))
  end

  def outcome(verdict)
    [verdict.result, verdict.reason]
  end
end
