/** The words of the sample practice. Every person and company in it is fictional. */

export const givenNames = [
  'Aarav',
  'Ananya',
  'Anil',
  'Arundhati',
  'Ayesha',
  'Balwinder',
  'Bhavna',
  'Chandrika',
  'Daniel',
  'Deepa',
  'Devika',
  'Dorjee',
  'Ezekiel',
  'Farhan',
  'Fatima',
  'Gopal',
  'Gurpreet',
  'Harini',
  'Imran',
  'Indira',
  'Ishaan',
  'Jaspreet',
  'José',
  'Kavitha',
  'Lakshmi',
  'Lalrinpuii',
  'Mahesh',
  'Manjula',
  'Mariam',
  'Meera',
  'Mohammed',
  'Nandini',
  'Naseem',
  'Nikhil',
  'Padma',
  'Parvati',
  'Prakash',
  'Rafael',
  'Raghav',
  'Rekha',
  'Rohan',
  'Rustom',
  'Sadhana',
  'Salma',
  'Sanjay',
  'Savitri',
  'Shanta',
  'Sneha',
  'Suresh',
  'Tashi',
  'Teresa',
  'Usha',
  'Vasudha',
  'Venkatesh',
  'Vikram',
  'Yasmin',
  'Zoé',
] as const;

export const familyNames = [
  'Acharya',
  'Agarwal',
  'Ansari',
  'Banerjee',
  'Bhat',
  'Bhutia',
  'Chatterjee',
  'Dastur',
  'Deshpande',
  "D'Souza",
  'Fernandes',
  'Gaekwad',
  'Ghosh',
  'Gill',
  'Gowda',
  'Hegde',
  'Iyer',
  'Jadhav',
  'Joseph',
  'Kamath',
  'Khan',
  'Kulkarni',
  'Lobo',
  'Mathew',
  'Menon',
  'Mishra',
  'Mukherjee',
  'Nair',
  'Naidu',
  'Patel',
  'Pereira',
  'Pillai',
  'Qureshi',
  'Rao',
  'Reddy',
  'Sailo',
  'Sen',
  'Shaikh',
  'Sharma',
  'Shetty',
  'Siddiqui',
  'Singh',
  'Solanki',
  'Srinivasan',
  'Subramaniam',
  'Thakur',
  'Varghese',
  'Verma',
  'Wangchuk',
  'Yadav',
] as const;

export const companies = [
  'Sahyadri Textiles Pvt. Ltd.',
  'Kaveri Agro Mills Ltd.',
  'Blue Lotus Housing Co-operative Society',
  'Deccan Roadways Ltd.',
  'Malabar Coir Exports Pvt. Ltd.',
  'Narmada Insurance Co. Ltd.',
  'Nilgiri Estates LLP',
  'Konkan Shipping Agencies',
  'Vindhya Cement Works Ltd.',
  'Pearl City Developers Pvt. Ltd.',
  'Tungabhadra Finance Ltd.',
  'Eastern Star Hospitals Trust',
] as const;

export const authorities = [
  'State of Karnataka',
  'Union of India',
  'State of Maharashtra',
  'State of Kerala',
  'Bruhat Bengaluru Mahanagara Palike',
  'Deputy Commissioner, Mysuru District',
  'Regional Provident Fund Commissioner',
  'State of Tamil Nadu',
  'Karnataka Housing Board',
  'Commissioner of Income Tax',
] as const;

export type Track = 'writ' | 'civil' | 'criminal' | 'family';

export interface Court {
  readonly name: string;
  readonly track: Track;
  readonly prefixes: readonly string[];
  readonly kinds: readonly string[];
  readonly bench: 'Justice' | 'Judge';
  /** With which a case's number of record begins. */
  readonly code: string;
}

export const courts: readonly Court[] = [
  {
    name: 'High Court of Karnataka, Bengaluru',
    track: 'writ',
    prefixes: ['WP', 'WA'],
    kinds: ['Service', 'Land acquisition', 'Writ'],
    bench: 'Justice',
    code: 'KAHC01',
  },
  {
    name: 'High Court of Karnataka, Dharwad Bench',
    track: 'civil',
    prefixes: ['RFA', 'MFA', 'RSA'],
    kinds: ['Property', 'Motor accident claim'],
    bench: 'Justice',
    code: 'KAHC02',
  },
  {
    name: 'High Court of Karnataka, Kalaburagi Bench',
    track: 'criminal',
    prefixes: ['CRL.P', 'CRL.A'],
    kinds: ['Criminal appeal', 'Bail'],
    bench: 'Justice',
    code: 'KAHC03',
  },
  {
    name: 'Supreme Court of India',
    track: 'writ',
    prefixes: ['SLP(C)', 'CA'],
    kinds: ['Civil appeal', 'Tax', 'Service'],
    bench: 'Justice',
    code: 'SCIN01',
  },
  {
    name: 'City Civil and Sessions Court, Bengaluru',
    track: 'civil',
    prefixes: ['OS', 'EX', 'AS'],
    kinds: ['Property', 'Recovery of money', 'Specific performance'],
    bench: 'Judge',
    code: 'KABC01',
  },
  {
    name: 'City Civil and Sessions Court, Bengaluru',
    track: 'criminal',
    prefixes: ['SC', 'CC'],
    kinds: ['Criminal trial', 'Cheque dishonour'],
    bench: 'Judge',
    code: 'KABC01',
  },
  {
    name: 'Family Court, Mysuru',
    track: 'family',
    prefixes: ['MC', 'G&WC'],
    kinds: ['Divorce', 'Maintenance', 'Guardianship'],
    bench: 'Judge',
    code: 'KAMY03',
  },
  {
    name: 'District Court, Pune',
    track: 'civil',
    prefixes: ['SPL.CS', 'RCS'],
    kinds: ['Property', 'Partition'],
    bench: 'Judge',
    code: 'MHPN01',
  },
  {
    name: 'High Court of Kerala, Ernakulam',
    track: 'writ',
    prefixes: ['WP(C)'],
    kinds: ['Environment', 'Education', 'Writ'],
    bench: 'Justice',
    code: 'KLHC01',
  },
  {
    name: 'District Consumer Disputes Redressal Commission, Mangaluru',
    track: 'civil',
    prefixes: ['CC'],
    kinds: ['Consumer complaint'],
    bench: 'Judge',
    code: 'KADK07',
  },
];

export interface Stage {
  readonly name: string;
  readonly purposes: readonly string[];
}

/** The way of a case through the court, in order. */
export const tracks: Readonly<Record<Track, readonly Stage[]>> = {
  writ: [
    { name: 'Admission', purposes: ['Admission', 'Orders on office objections'] },
    { name: 'Notice', purposes: ['Return of notice', 'Statement of objections'] },
    { name: 'Hearing', purposes: ['Preliminary hearing', 'Interim application IA 1', 'Arguments'] },
    { name: 'Reserved for orders', purposes: ['Pronouncement of orders'] },
  ],
  civil: [
    { name: 'Summons', purposes: ['Appearance of the defendant', 'Steps for service of summons'] },
    { name: 'Pleadings', purposes: ['Written statement', 'Replication', 'Framing of issues'] },
    {
      name: 'Evidence',
      purposes: ['Evidence of PW-1', 'Evidence of PW-2', 'Cross-examination of PW-1', 'Evidence of DW-1'],
    },
    { name: 'Arguments', purposes: ['Arguments', 'Further arguments'] },
    { name: 'Judgment', purposes: ['Judgment'] },
  ],
  criminal: [
    { name: 'Bail', purposes: ['Hearing on bail', 'Objections of the prosecution'] },
    { name: 'Charge', purposes: ['Hearing before charge', 'Framing of charge'] },
    {
      name: 'Prosecution evidence',
      purposes: ['Evidence of PW-2', 'Cross-examination of PW-3', 'Issue of summons to witnesses'],
    },
    { name: 'Statement of the accused', purposes: ['Statement of the accused', 'Defence evidence'] },
    { name: 'Arguments', purposes: ['Arguments', 'Judgment'] },
  ],
  family: [
    { name: 'Counselling', purposes: ['Report of the counsellor', 'Mediation'] },
    { name: 'Pleadings', purposes: ['Statement of objections', 'Interim maintenance'] },
    { name: 'Evidence', purposes: ['Evidence of the petitioner', 'Evidence of RW-1'] },
    { name: 'Arguments', purposes: ['Arguments', 'Orders'] },
  ],
};

/** In the words that the app offers for an outcome where they fit, else as an office writes them. */
export const outcomes = [
  'Adjourned',
  'Adjourned',
  'Adjourned',
  'Heard',
  'Heard',
  'Part heard',
  'Part heard',
  'Not reached',
  'Not reached',
  'Notice issued, returnable in four weeks',
  'Time granted to file objections',
  'Evidence recorded; cross-examination deferred',
  'Interim order continued',
  'Court did not sit',
  'Costs of Rs. 1,000 imposed for the adjournment',
  'Written statement taken on record',
  'Witness examined and discharged',
  'Compliance affidavit filed',
] as const;

export const closings = [
  'Allowed',
  'Allowed',
  'Dismissed',
  'Dismissed',
  'Dismissed for default',
  'Disposed of',
  'Settled',
  'Withdrawn',
  'Decreed with costs',
] as const;

/** What was written down of a hearing, beside its outcome. */
export const hearingNotes = [
  'Client was present.',
  'Opposite counsel asked for time; opposed.',
  'Judge asked for the originals at the next date.',
  'Witness is to be kept ready.',
  'Court suggested mediation; take instructions.',
  'Certified copy applied for.',
  'गवाह अगली तारीख पर उपस्थित रहेगा।',
] as const;

/** Tags of documents, by what the document is. */
export const documentTags: Readonly<Record<string, readonly string[]>> = {
  Petition: ['pleading'],
  'Statement of objections': ['pleading', 'opponent'],
  'Written statement': ['pleading', 'opponent'],
  Rejoinder: ['pleading'],
  'Appeal memorandum': ['pleading'],
  'Sale deed': ['evidence', 'original with client'],
  'Records of the trial court': ['records'],
  Exhibit: ['evidence'],
  Receipt: ['evidence', 'fees'],
  'Police notice': ['evidence'],
  'Lease agreement': ['evidence'],
  'Court fee stamp': ['fees'],
  Draft: ['draft'],
  Vakalatnama: ['signed'],
  'Legal notice': ['notice'],
  'List of dates': ['draft'],
  'Notes of arguments': ['arguments'],
  Deposition: ['evidence'],
  Order: ['order'],
  'Order on': ['order'],
  'Interim order': ['order'],
  'Daily order': ['order'],
  Judgment: ['order', 'certified copy'],
  Circular: ['circular'],
};

/** What further parties are, by their side. */
export const partyRoles = {
  client: ['Petitioner 2', 'Plaintiff 2', 'Power of attorney holder'],
  opponent: ['Respondent 2', 'Respondent 3', 'Defendant 2'],
  other: ['Proforma respondent', 'Guarantor', 'Amicus curiae'],
} as const;

export const interimOrders = [
  'Interim order',
  'Order on IA 1',
  'Order on IA 2',
  'Daily order',
  'Order on costs',
] as const;

export const tasks = [
  'File vakalatnama',
  'Draft statement of objections',
  'Collect certified copy of the order',
  'Pay court fee',
  'Serve notice on the respondent',
  'Prepare list of documents',
  'Brief senior counsel',
  'Call client about evidence',
  'Translate exhibits from Kannada',
  'Cure office objections',
  'Draft written arguments',
  'Obtain encumbrance certificate',
  'Check the cause list',
  'Prepare convenience compilation',
  'Send fee note to the client',
] as const;

export const notes = [
  'Client prefers calls after 6 pm.',
  'Connected with the earlier suit of 2019.',
  'Original sale deed is with the bank.',
  'Opposite counsel open to settlement; see letter.',
  'ग्राहक हिंदी में पत्राचार चाहता है।',
  'ಕಕ್ಷಿದಾರರ ದಾಖಲೆಗಳು ಕನ್ನಡದಲ್ಲಿವೆ.',
  'Limitation expires soon: see tasks.',
  'Matter tagged with the lead case.',
] as const;

/** Slots in braces are filled: {person} {company} {authority} {day} {number} {amount} {count} {court}. Plain ASCII. */
export const sentences = [
  'The petitioner is the absolute owner of the property described in the schedule and has been in possession since {day}.',
  'Learned counsel for the petitioner submits that the notice dated {day} was never served on {person}.',
  'The respondent, {authority}, has filed its statement of objections and denies every averment that is not admitted.',
  'It is the case of the plaintiff that a sum of Rs. {amount} was advanced to {person} on {day} and was not repaid.',
  'Heard the learned counsel for the parties and perused the record, which runs to {count} pages.',
  'The impugned order is assailed on {count} grounds, of which only the first was pressed at the hearing on {day}.',
  '{person}, examined as PW-2, deposed that the agreement was signed in the presence of {person}.',
  'In cross-examination the witness admitted that the receipt for Rs. {amount} bears a signature that differs from Exhibit P-{count}.',
  'The reliance placed on {number} is misplaced, because in that case the limitation had been extended by consent.',
  'This Court is of the view that the balance of convenience lies in favour of {company}.',
  'The office shall list the matter on {day} for further orders, and the interim order shall continue until then.',
  'The second respondent shall file an affidavit of compliance within {count} weeks from the date of receipt of this order.',
  '{company} contends that the goods were delivered at the warehouse on {day} in the condition described in the invoice.',
  'No prejudice would be caused to {authority} if the time for filing the reply is extended by {count} days.',
  'The deponent states that the contents of paragraphs 1 to {count} are true to the best of his knowledge and belief.',
  'The matter was referred to mediation on {day}, and the report of the mediator in {number} has been received.',
  'The learned trial judge erred in holding that the burden of proof had shifted to {person}.',
  'A certified copy of the order in {number} is produced herewith and marked as Annexure A-{count}.',
  'The claim for interest at {count} per cent per annum on Rs. {amount} is founded on the usage of trade.',
  'For the reasons stated above the appeal succeeds in part, and the decree stands modified to Rs. {amount}.',
  'The boundaries towards the east adjoin the land of {person}, and towards the west the road to the tank.',
  'It was brought to the notice of {court} that the records had been called for on {day} and had not been received.',
  'The witness {person} is bound over to appear on {day}, failing which coercive steps shall be taken.',
  'Costs of Rs. {amount} shall be paid to the legal services authority within {count} weeks.',
] as const;

/** Lines with letters beyond ASCII, for text files. */
export const foreignLines = [
  'वादी ने दिनांक को न्यायालय के समक्ष शपथपत्र प्रस्तुत किया।',
  'ನ್ಯಾಯಾಲಯವು ಪ್ರಕರಣವನ್ನು ಮುಂದಿನ ವಿಚಾರಣೆಗೆ ನಿಗದಿಪಡಿಸಿದೆ.',
  'Translation of the deed: « Le cédant déclare être propriétaire ; le prix convenu a été payé à Pondichéry. »',
  'வழக்கு அடுத்த விசாரணைக்கு ஒத்திவைக்கப்பட்டது.',
  'Carta de procuração – José Fernandes, Panjim: § 3, cláusula única, € 1.250.',
  'प्रतिवादी को नोटिस जारी किया गया।',
] as const;

/** Lines of the scanned pages: capitals, digits and simple marks only. */
export const scanLines = [
  'IN THE MATTER OF THE PETITION UNDER ARTICLE 226 OF THE CONSTITUTION',
  'THE PETITIONER HUMBLY SUBMITS THAT THE NOTICE WAS NEVER SERVED ON HIM',
  'AND THAT THE LAND IN SURVEY NO. 114/2 HAS BEEN IN HIS POSSESSION SINCE',
  'THE YEAR 1987, AS THE RECORD OF RIGHTS PRODUCED AS ANNEXURE C SHOWS.',
  'THE SECOND RESPONDENT HAS NOT DISPUTED THE REVENUE ENTRIES, BUT STATES',
  'THAT THE MUTATION WAS EFFECTED WITHOUT ENQUIRY. THE REPORT OF THE',
  'TAHSILDAR DATED 12-03-1996 IS SILENT ON THIS POINT. IN REPLY TO PARA 7',
  'IT IS DENIED THAT ANY SUM WAS PAID TOWARDS THE BALANCE CONSIDERATION.',
  'WITNESS NO. 2 STATES ON OATH: I KNOW THE PARTIES. I WAS PRESENT WHEN',
  'THE AGREEMENT WAS SIGNED. THE STAMP PAPER WAS BOUGHT FROM THE VENDOR',
  'AT THE SUB-REGISTRAR OFFICE. I CANNOT SAY WHO WROTE THE BODY OF IT.',
  'THE SCHEDULE PROPERTY MEASURES EAST TO WEST 40 FEET, NORTH TO SOUTH 60',
  'FEET, BOUNDED ON THE EAST BY ROAD, ON THE WEST BY THE HOUSE OF THE',
  'DEFENDANT, ON THE NORTH BY A DRAIN AND ON THE SOUTH BY SITE NO. 23.',
  'WHEREFORE THE PLAINTIFF PRAYS FOR A DECREE OF PERMANENT INJUNCTION',
  'RESTRAINING THE DEFENDANT, HIS AGENTS AND SERVANTS FROM INTERFERING',
] as const;
export const scanEndings = [
  'WITH THE PEACEFUL POSSESSION OF THE SAME.',
  'IN THE INTEREST OF JUSTICE.',
  'AND COSTS OF THE SUIT.',
  'SWORN BEFORE ME AT BENGALURU.',
  'PAGE INITIALLED BY THE DEPONENT.',
  'R.O. AND A.C.',
] as const;
export const scanHeadings = [
  'AFFIDAVIT',
  'ANNEXURE P-3',
  'DEPOSITION OF WITNESS',
  'CERTIFIED COPY',
  'MEMORANDUM OF APPEAL',
  'SCHEDULE OF PROPERTY',
] as const;
